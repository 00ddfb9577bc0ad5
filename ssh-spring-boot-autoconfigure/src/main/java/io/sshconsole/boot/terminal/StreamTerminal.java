package io.sshconsole.boot.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

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

	/**
	 * Shortest time between two drawings, in milliseconds.
	 */
	private static final long MIN_INTERVAL = 100;

	private final InputStream in;

	private final PrintWriter out;

	private final PrintWriter err;

	private final Charset charset;

	private final BooleanSupplier confirmed;

	private final @Nullable SshTerminal looks;

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
		this(in, out, err, charset, confirmed, null);
	}

	private StreamTerminal(InputStream in, PrintWriter out, PrintWriter err, Charset charset, BooleanSupplier confirmed,
			@Nullable SshTerminal looks) {
		this.in = in;
		this.out = out;
		this.err = err;
		this.charset = charset;
		this.confirmed = confirmed;
		this.looks = looks;
	}

	/**
	 * Makes a terminal with these streams whose output ends up on a real one.
	 * @param terminal says how wide that is, and whether it has colour
	 * @return a terminal without a person, but with a size
	 */
	public StreamTerminal shownOn(SshTerminal terminal) {
		return new StreamTerminal(this.in, this.out, this.err, this.charset, this.confirmed, terminal);
	}

	@Override
	public boolean isInteractive() {
		return false;
	}

	@Override
	public String type() {
		return (this.looks != null) ? this.looks.type() : "";
	}

	@Override
	public int columns() {
		return (this.looks != null) ? this.looks.columns() : DEFAULT_COLUMNS;
	}

	@Override
	public int rows() {
		return (this.looks != null) ? this.looks.rows() : DEFAULT_ROWS;
	}

	@Override
	public boolean hasColour() {
		return this.looks != null && this.looks.hasColour();
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
	public ProgressBar progress(String label, long total) {
		return new PlainProgress(this.err, label, total);
	}

	@Override
	public Spinner spinner(String label) {
		return new PlainSpinner(this.err, label);
	}

	@Override
	public void show(Duration interval, SshScreenView view) throws Exception {
		boolean more = draw(view);
		while (more) {
			Thread.sleep(Math.max(MIN_INTERVAL, interval.toMillis()));
			this.out.println();
			more = draw(view);
		}
	}

	/**
	 * Ends the view, too, when nobody reads it any more.
	 */
	private boolean draw(SshScreenView view) throws Exception {
		SshScreen screen = SshScreen.of(columns(), Integer.MAX_VALUE);
		boolean more = view.draw(screen);
		screen.lines().forEach(this.out::println);
		return more && !this.out.checkError();
	}

}
