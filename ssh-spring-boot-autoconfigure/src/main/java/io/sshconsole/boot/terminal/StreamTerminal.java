package io.sshconsole.boot.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The terminal of a session without one: questions go to standard error, answers come
 * from standard input.
 */
public final class StreamTerminal implements SshTerminal {

	/**
	 * Longest answer: without a limit a client that never ends its line would fill the
	 * memory of the server.
	 */
	private static final int MAX_LENGTH = 64 * 1024;

	private final InputStream in;

	private final PrintWriter out;

	private final PrintWriter err;

	private final Charset charset;

	private final BooleanSupplier confirmed;

	/**
	 * Creates the terminal of one run.
	 * @param in standard input
	 * @param out standard output, for views
	 * @param err standard error, for everything else
	 * @param charset the character set of the input
	 * @param confirmed whether {@code --yes} was given
	 */
	public StreamTerminal(InputStream in, PrintWriter out, PrintWriter err, Charset charset,
			BooleanSupplier confirmed) {
		this.in = in;
		this.out = out;
		this.err = err;
		this.charset = charset;
		this.confirmed = confirmed;
	}

	@Override
	public boolean isInteractive() {
		return false;
	}

	@Override
	public String type() {
		return "";
	}

	@Override
	public int columns() {
		return DEFAULT_COLUMNS;
	}

	@Override
	public int rows() {
		return DEFAULT_ROWS;
	}

	@Override
	public boolean hasColour() {
		return false;
	}

	@Override
	public void onResize(Runnable action) {
		// What is not there keeps its size
	}

	/**
	 * Reads one byte at a time: what is behind the line belongs to the command.
	 */
	@Override
	public Optional<String> readLine(String prompt) throws IOException {
		this.err.print(prompt);
		this.err.flush();
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int b = this.in.read();
		if (b < 0) {
			return Optional.empty();
		}
		while (b >= 0 && b != '\n') {
			if (line.size() == MAX_LENGTH) {
				throw new IOException("An answer is longer than " + MAX_LENGTH + " bytes");
			}
			line.write(b);
			b = this.in.read();
		}
		String text = line.toString(this.charset);
		return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
	}

	@Override
	public Optional<char[]> readSecret(String prompt) throws IOException {
		return readLine(prompt).map(String::toCharArray);
	}

	@Override
	public boolean confirm(String question) {
		if (!this.confirmed.getAsBoolean()) {
			throw new NoTerminalException(question + " Without a terminal this needs --yes");
		}
		return true;
	}

	@Override
	public <T> Optional<T> choose(String question, List<T> choices, Function<? super T, String> label)
			throws IOException {
		for (int i = 0; i < choices.size(); i++) {
			this.err.println((i + 1) + ") " + label.apply(choices.get(i)));
		}
		Optional<String> answer = readLine(question + " ");
		while (answer.isPresent()) {
			String typed = answer.get().strip();
			for (int i = 0; i < choices.size(); i++) {
				if (typed.equals(Integer.toString(i + 1)) || typed.equals(label.apply(choices.get(i)))) {
					return Optional.of(choices.get(i));
				}
			}
			answer = readLine(question + " ");
		}
		return Optional.empty();
	}

	@Override
	public ProgressBar progress(String label, long total) {
		this.err.println(label);
		return new Silent();
	}

	@Override
	public Spinner spinner(String label) {
		this.err.println(label);
		return new Silent();
	}

	@Override
	public void show(Duration interval, SshScreenView view) throws Exception {
		boolean more = true;
		while (more) {
			SshScreen screen = new SshScreen(DEFAULT_COLUMNS, Integer.MAX_VALUE);
			more = view.draw(screen);
			screen.lines().forEach(this.out::println);
			if (more) {
				Thread.sleep(interval.toMillis());
			}
		}
	}

	/**
	 * Progress that nobody watches.
	 */
	private static final class Silent implements ProgressBar, Spinner {

		@Override
		public void step(long by) {
		}

		@Override
		public void at(long done) {
		}

		@Override
		public void label(String label) {
		}

		@Override
		public void close() {
		}

	}

}
