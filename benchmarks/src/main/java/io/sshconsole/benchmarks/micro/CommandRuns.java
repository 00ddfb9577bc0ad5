package io.sshconsole.benchmarks.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.render.ResultWriter;
import io.sshconsole.boot.command.SshSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/**
 * Running a line in a Boot application, from its words to its output, and writing rows
 * alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CommandRuns {

	private final ConfigurableApplicationContext application = new SpringApplicationBuilder(Greetings.class)
		.properties("spring.main.banner-mode=off", "ssh-console.port=0", "ssh-console.users.user.password={noop}x")
		.run();

	private final SshLineRunner lines = this.application.getBean(SshLineRunner.class);

	private final ResultWriter results = this.application.getBean(ResultWriter.class);

	private final SshSession session = new SshSession("1", "user",
			UsernamePasswordAuthenticationToken.authenticated("user", "", List.of()));

	private final List<Row> rows = IntStream.range(0, 100).mapToObj((i) -> new Row(i, "name " + i, i / 3.0)).toList();

	@TearDown
	public void tearDown() {
		this.application.close();
	}

	@Benchmark
	public int dispatch() {
		return this.lines.start("greet --loud World", SshCommandContext.builder(this.session)).await().status();
	}

	@Benchmark
	public void hundredRows() throws Exception {
		SshCommandContext context = context();
		this.results.write(this.rows, null, context);
		context.out().flush();
	}

	private SshCommandContext context() {
		return SshCommandContext.builder(this.session).build();
	}

	/**
	 * One line of a list.
	 *
	 * @param id a number
	 * @param name a text
	 * @param weight a fraction
	 */
	record Row(int id, String name, double weight) {

	}

	/**
	 * An application with one command.
	 */
	@EnableAutoConfiguration
	static class Greetings {

		@SshCommand(name = "greet")
		String greet(@SshOption boolean loud, @SshArgument String name) {
			return loud ? "HELLO " + name : "Hello " + name;
		}

	}

}
