package io.sshconsole.boot.execution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandContextBuilder;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.terminal.SshScreen;
import io.sshconsole.boot.terminal.StreamTerminal;
import io.sshconsole.boot.terminal.TextWidth;
import io.sshconsole.ssh.connection.WindowSize;

import org.springframework.security.access.AccessDeniedException;

/**
 * The command {@code watch}: runs a line again and again. Each round is authorized and
 * limited in time as if the user had typed it; the whole has no limit of its own.
 */
public class WatchCommand {

	private static final Duration MIN_INTERVAL = Duration.ofMillis(100);

	/**
	 * Most bytes of one round: more than the largest screen shows, and what a line that
	 * never ends can cost in memory.
	 */
	private static final int MAX_OUTPUT = 1024 * 1024;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

	private static final Pattern PLAIN_WORD = Pattern.compile("[\\p{L}\\p{N}_./:=@%+,-]+");

	private final Supplier<SshLineRunner> lines;

	/**
	 * Creates the command.
	 * @param lines gives what runs lines; asked late, because this is one of its commands
	 */
	public WatchCommand(Supplier<SshLineRunner> lines) {
		this.lines = lines;
	}

	@SshCommand(name = "watch", description = "Runs a line again and again and shows what it writes.", timeLimit = "0",
			examples = { "watch orders list", "watch -n 10s 'orders list | grep PLACED'" })
	void watch(
			@SshOption(names = { "-n", "--interval" }, description = "Time between two rounds.",
					defaultValue = "2s") Duration interval,
			@SshArgument(description = "The line. Quote it if it has options or a |.", line = true) List<String> line,
			SshCommandContext context) throws Exception {
		if (interval.compareTo(MIN_INTERVAL) < 0) {
			throw new SshUsageException("Invalid value for option '--interval': at least 100ms");
		}
		String watched = (line.size() == 1) ? line.get(0)
				: line.stream().map(WatchCommand::quoted).collect(Collectors.joining(" "));
		int status = context.isInteractive() ? show(watched, interval, context) : repeat(watched, interval, context);
		if (status != 0) {
			throw new SshCommandException("", status);
		}
	}

	private static String quoted(String word) {
		return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
	}

	/**
	 * Runs the line until the user has seen enough. In a round nobody can be asked for a
	 * factor, so that is done before the first.
	 */
	private int show(String line, Duration interval, SshCommandContext context) throws Exception {
		if (!this.lines.get().stepUp(line, context)) {
			throw new AccessDeniedException("Not proven");
		}
		String title = "Every " + text(interval) + ": " + this.lines.get().masked(line);
		int[] status = { 0 };
		context.terminal().show(interval, (screen) -> {
			Round round = new Round();
			status[0] = run(line, onScreen(round, screen, context), context);
			screen.line(head(title, screen)).line("").keep();
			round.text(context.charset()).lines().forEach(screen::line);
			return true;
		});
		return status[0];
	}

	private static String head(String text, SshScreen screen) {
		String time = TIME.format(LocalTime.now());
		int left = screen.columns() - time.length() - 1;
		return (left > 0) ? TextWidth.fit(text, left) + " " + time : time;
	}

	private static String text(Duration interval) {
		return (interval.toMillisPart() == 0) ? interval.toSeconds() + "s" : interval.toMillis() + "ms";
	}

	private static SshCommandContextBuilder onScreen(OutputStream out, SshScreen screen, SshCommandContext context) {
		return streams(context).out(out)
			.terminal(context.terminal().type(), () -> new WindowSize(screen.columns(), screen.rows(), 0, 0))
			.terminal((round) -> new StreamTerminal(InputStream.nullInputStream(), round.out(), round.err(),
					round.charset(), round::isConfirmed)
				.shownOn(context.terminal()));
	}

	/**
	 * Runs the line until somebody ends the command, or nobody reads it any more.
	 */
	private int repeat(String line, Duration interval, SshCommandContext context) throws InterruptedException {
		SshCommandContextBuilder streams = streams(context).out(context.rawOut()).err(new Errors(context));
		int status = run(line, streams, context);
		while (!context.isOutputGone()) {
			Thread.sleep(interval.toMillis());
			context.out().println();
			status = run(line, streams, context);
		}
		return status;
	}

	private static SshCommandContextBuilder streams(SshCommandContext context) {
		return SshCommandContext.builder(context.session()).environment(context.environment());
	}

	private int run(String line, SshCommandContextBuilder streams, SshCommandContext context)
			throws InterruptedException {
		int status = this.lines.get().start(line, streams).await().status();
		if (context.isCancelled()) {
			throw new InterruptedException("watch is cancelled");
		}
		return status;
	}

	/**
	 * What one round has written. When it is full it fails, which ends the line as a
	 * reader does that has gone.
	 */
	private static final class Round extends OutputStream {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] source, int offset, int length) throws IOException {
			if (length > MAX_OUTPUT - this.bytes.size()) {
				throw new IOException("A round writes more than " + MAX_OUTPUT + " bytes");
			}
			this.bytes.write(source, offset, length);
		}

		String text(Charset charset) {
			return this.bytes.toString(charset);
		}

	}

	/**
	 * Standard error of the command as a stream. What comes is whole lines.
	 */
	private static final class Errors extends OutputStream {

		private final SshCommandContext context;

		Errors(SshCommandContext context) {
			this.context = context;
		}

		@Override
		public void write(int b) {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] source, int offset, int length) {
			this.context.err().print(new String(source, offset, length, this.context.charset()));
		}

		@Override
		public void flush() {
			this.context.err().flush();
		}

	}

}
