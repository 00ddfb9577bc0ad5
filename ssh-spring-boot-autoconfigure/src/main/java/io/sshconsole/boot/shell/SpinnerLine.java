package io.sshconsole.boot.shell;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.sshconsole.boot.terminal.PlainText;
import io.sshconsole.boot.terminal.Spinner;
import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.boot.terminal.TextWidth;

/**
 * A spinner in one row of a terminal. A thread of its own turns it, because the command's
 * is at work. It ends when the spinner is closed, or the line that it belongs to.
 */
final class SpinnerLine implements Spinner {

	private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(125);

	private static final String FRAMES = "|/-\\";

	private final SshTerminal terminal;

	private final LineConsole console;

	private final Thread thread;

	private volatile String label;

	private volatile boolean closed;

	SpinnerLine(SshTerminal terminal, LineConsole console, String label) {
		this.terminal = terminal;
		this.console = console;
		this.label = PlainText.line(label);
		this.thread = console.start(this::turn);
	}

	private void turn() {
		int frame = 0;
		while (!this.closed && !this.console.isClosed() && !Thread.currentThread().isInterrupted()) {
			String row = FRAMES.charAt(frame++ % FRAMES.length()) + " " + this.label;
			int columns = Math.max(1, this.terminal.columns() - 1);
			this.console.footer((TextWidth.of(row) <= columns) ? row : TextWidth.fit(row, columns));
			LockSupport.parkNanos(INTERVAL);
		}
	}

	@Override
	public void label(String label) {
		this.label = PlainText.line(label);
	}

	/**
	 * Waits for the thread, so that its last picture is not behind the end.
	 */
	@Override
	public void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		LockSupport.unpark(this.thread);
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.console.footer("");
	}

}
