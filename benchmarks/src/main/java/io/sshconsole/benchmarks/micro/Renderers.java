package io.sshconsole.benchmarks.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.render.ResultWriter;
import io.sshconsole.ssh.connection.WindowSize;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/**
 * Writing a list of a hundred records in each format to a terminal of 80 columns.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Renderers {

	/**
	 * How the list is written.
	 */
	@Param
	public OutputFormat format = OutputFormat.TABLE;

	private final ResultWriter results = new ResultWriter();

	private final SshSession session = new SshSession("1", "user",
			UsernamePasswordAuthenticationToken.authenticated("user", "", List.of()));

	private final List<Row> rows = IntStream.range(0, 100).mapToObj((i) -> new Row(i, "名前 " + i, i / 3.0)).toList();

	@Benchmark
	public void hundredRows() throws Exception {
		SshCommandContext context = SshCommandContext.builder(this.session)
			.terminal("xterm", () -> new WindowSize(80, 24, 0, 0))
			.build();
		this.results.write(this.rows, this.format, context);
		context.flush();
	}

	/**
	 * One line of a list.
	 *
	 * @param id a number
	 * @param name a text with wide characters
	 * @param weight a fraction
	 */
	record Row(int id, String name, double weight) {

	}

}
