package io.sshconsole.boot.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The screen of a session: makes CR LF of LF when the terminal wants it, and puts
 * together what JLine flushes in many pieces for one key.
 */
final class TerminalOutput extends OutputStream {

	private static final int BUFFER_SIZE = 8 * 1024;

	/**
	 * CR and EL of ECMA-48.
	 */
	private static final byte[] ERASE_ROW = "\r\u001b[K".getBytes(StandardCharsets.US_ASCII);

	/**
	 * Held while the channel is written, so that pieces of two threads keep their order.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private final OutputStream channel;

	private final boolean carriageReturns;

	private final byte[] buffer = new byte[BUFFER_SIZE];

	private int size;

	private boolean held;

	private byte last = '\n';

	private byte[] footer = {};

	private boolean footerShown;

	/**
	 * Creates a screen.
	 * @param channel where it goes
	 * @param carriageReturns whether the client's terminal wants CR before LF (OPOST and
	 * ONLCR)
	 */
	TerminalOutput(OutputStream channel, boolean carriageReturns) {
		this.channel = channel;
		this.carriageReturns = carriageReturns;
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.lock.lock();
		try {
			hideFooter();
			for (int i = offset; i < offset + length; i++) {
				if (bytes[i] == '\n' && this.carriageReturns && this.last != '\r') {
					put((byte) '\r');
				}
				put(bytes[i]);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void put(byte b) throws IOException {
		append(b);
		this.last = b;
	}

	private void append(byte b) throws IOException {
		if (this.size == BUFFER_SIZE) {
			send();
		}
		this.buffer[this.size++] = b;
	}

	/**
	 * Sets what is shown below the output until it is replaced. It goes when something is
	 * written and comes back behind a line end.
	 * @param text less than a row, or nothing
	 */
	void footer(byte[] text) throws IOException {
		this.lock.lock();
		try {
			hideFooter();
			this.footer = text;
			flush();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void hideFooter() throws IOException {
		if (this.footerShown) {
			this.footerShown = false;
			append(ERASE_ROW);
		}
	}

	private void showFooter() throws IOException {
		if (this.footer.length > 0 && !this.footerShown && this.last == '\n') {
			this.footerShown = true;
			append(this.footer);
		}
	}

	private void append(byte[] bytes) throws IOException {
		for (byte b : bytes) {
			append(b);
		}
	}

	/**
	 * Sends what was written, unless it is {@linkplain #hold() held}.
	 */
	@Override
	public void flush() throws IOException {
		this.lock.lock();
		try {
			if (!this.held) {
				showFooter();
				send();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void send() throws IOException {
		int length = this.size;
		this.size = 0;
		if (length > 0) {
			this.channel.write(this.buffer, 0, length);
		}
	}

	/**
	 * Makes {@link #flush()} wait for {@link #release()}.
	 */
	void hold() {
		this.lock.lock();
		try {
			this.held = true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sends what was held, and lets flushes through from now on. The cursor is at the
	 * start of a line, although the editor may have sent control sequences behind it.
	 */
	void releaseAtLineStart() throws IOException {
		this.lock.lock();
		try {
			release();
			this.last = '\n';
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sends what was held, and lets flushes through from now on.
	 */
	void release() throws IOException {
		this.lock.lock();
		try {
			this.held = false;
			send();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Starts a new line unless the cursor is at the start of one. The editor draws its
	 * prompt from the first column on.
	 */
	void freshLine() throws IOException {
		this.lock.lock();
		try {
			if (this.last != '\n' && this.last != '\r') {
				write('\n');
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
