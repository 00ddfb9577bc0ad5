package io.sshconsole.boot.shell;

import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.terminal.PlainText;
import io.sshconsole.boot.terminal.Progress;
import io.sshconsole.boot.terminal.ProgressBar;
import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.boot.terminal.TextWidth;

/**
 * A progress bar in one row of a terminal.
 */
final class ProgressLine implements ProgressBar {

	/**
	 * Nobody sees more than ten pictures a second, and each is a packet.
	 */
	private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * A bar that is shorter says nothing; longer ones leave no room for the label.
	 */
	private static final int MIN_BAR = 10;

	private static final int MAX_BAR = 40;

	/**
	 * What stands between label and end besides the bar: {@code " [" "] 100%"}.
	 */
	private static final int FRAME = 8;

	private final SshTerminal terminal;

	private final LineConsole console;

	private final Progress progress;

	private String label;

	private long drawn;

	private boolean closed;

	ProgressLine(SshTerminal terminal, LineConsole console, String label, long total) {
		this.terminal = terminal;
		this.console = console;
		this.progress = new Progress(total);
		this.label = label;
		draw();
	}

	@Override
	public void step(long by) {
		this.progress.step(by);
		drawInTime();
	}

	@Override
	public void at(long done) {
		this.progress.at(done);
		drawInTime();
	}

	@Override
	public void label(String label) {
		this.label = label;
		drawInTime();
	}

	private void drawInTime() {
		if (this.progress.percent() == 100 || System.nanoTime() - this.drawn >= INTERVAL) {
			draw();
		}
	}

	private void draw() {
		if (!this.closed) {
			this.drawn = System.nanoTime();
			this.console.footer(row(PlainText.line(this.label), this.progress.percent(), this.terminal.columns()));
		}
	}

	/**
	 * Lays the row out. It leaves the last column free, where terminals wrap.
	 * @param label one line
	 * @param percent from 0 to 100
	 * @param columns the width of the terminal
	 * @return the row
	 */
	static String row(String label, int percent, int columns) {
		int width = Math.max(1, columns - 1);
		int bar = Math.min(MAX_BAR, width - FRAME - TextWidth.of(label));
		String number = percent + "%";
		if (bar >= MIN_BAR) {
			int done = bar * percent / 100;
			return label + " [" + "#".repeat(done) + ".".repeat(bar - done) + "] " + " ".repeat(4 - number.length())
					+ number;
		}
		String row = label + " " + number;
		int left = Math.max(0, width - number.length() - 1);
		return (TextWidth.of(row) <= width) ? row : TextWidth.fit(TextWidth.fit(label, left) + " " + number, width);
	}

	@Override
	public void close() {
		if (!this.closed) {
			this.closed = true;
			this.console.footer("");
		}
	}

}
