package io.sshconsole.boot.shell;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jline.terminal.Attributes;

/**
 * Keyboard and screen for the commands of one line, apart from their streams. When the
 * line has ended it is closed, and a command that was left behind neither takes a key nor
 * draws any more.
 */
final class LineConsole implements AutoCloseable {

	/**
	 * The alternate buffer of xterm, without a cursor; erased, because not every terminal
	 * has that buffer.
	 */
	private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";

	private static final String LEAVE = "\u001b[2J\u001b[H\u001b[?25h\u001b[?1049l";

	private final TypeAhead typeAhead;

	private final TerminalOutput output;

	private final Attributes attributes;

	private final Charset charset;

	private final ThreadFactory threads;

	private final AtomicBoolean whole = new AtomicBoolean();

	private volatile boolean closed;

	LineConsole(TypeAhead typeAhead, TerminalOutput output, Attributes attributes, Charset charset,
			ThreadFactory threads) {
		this.typeAhead = typeAhead;
		this.output = output;
		this.attributes = attributes;
		this.charset = charset;
		this.threads = threads;
	}

	Charset charset() {
		return this.charset;
	}

	Attributes attributes() {
		return this.attributes;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Reads one line with echo.
	 * @param woken what is done when the size has changed
	 * @return what was typed, as {@link TerminalLine#edit()} returns it
	 */
	byte[] readLine(Runnable woken) throws IOException {
		checkOpen();
		return new TerminalLine(this.typeAhead, this.output, this.attributes, woken).edit();
	}

	/**
	 * Reads one key.
	 * @param timeout how many milliseconds to wait, {@code 0} for ever
	 * @return as {@link TypeAhead#read} returns it
	 */
	int readKey(long timeout) throws IOException {
		checkOpen();
		return this.typeAhead.read(timeout, false);
	}

	/**
	 * Returns whether keys wait to be read.
	 * @return {@code true} if {@link #readKey} would not wait
	 */
	boolean hasKeys() {
		return this.typeAhead.available() > 0;
	}

	/**
	 * Drops the keys that wait to be read.
	 * @return whether there were any
	 */
	boolean dropKeys() {
		return !this.closed && this.typeAhead.drop();
	}

	void write(String text) throws IOException {
		checkOpen();
		this.output.write(text.getBytes(this.charset));
		this.output.flush();
	}

	void freshLine() throws IOException {
		checkOpen();
		this.output.freshLine();
	}

	/**
	 * Shows a row below the output, without waiting for it to be read by anybody.
	 * @param text less than a row, or nothing
	 */
	void footer(String text) {
		if (!this.closed) {
			setFooter(text);
		}
		if (this.closed) {
			// Closed meanwhile, before the row was set
			setFooter("");
		}
	}

	private void setFooter(String text) {
		try {
			this.output.footer(text.getBytes(this.charset));
		}
		catch (IOException ex) {
			// The client is gone. The command hears of it by its own output
		}
	}

	/**
	 * Starts a thread that draws, and must end when this console is closed.
	 * @param work what it does
	 * @return the thread
	 */
	Thread start(Runnable work) {
		Thread thread = this.threads.newThread(work);
		thread.start();
		return thread;
	}

	/**
	 * Takes the whole screen.
	 */
	void enterScreen() throws IOException {
		checkOpen();
		this.output.freshLine();
		if (this.whole.compareAndSet(false, true)) {
			write(ENTER);
		}
	}

	/**
	 * Gives the screen back as it was, also on a thread that is interrupted. May be
	 * called again.
	 */
	void leaveScreen() {
		boolean interrupted = Thread.interrupted();
		try {
			if (this.whole.compareAndSet(true, false)) {
				this.output.write(LEAVE.getBytes(this.charset));
				this.output.releaseAtLineStart();
			}
		}
		catch (IOException ex) {
			// The client is gone, and its screen with it
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void checkOpen() throws InterruptedIOException {
		if (this.closed) {
			throw new InterruptedIOException("the line has ended");
		}
	}

	@Override
	public void close() {
		this.closed = true;
		setFooter("");
		leaveScreen();
	}

}
