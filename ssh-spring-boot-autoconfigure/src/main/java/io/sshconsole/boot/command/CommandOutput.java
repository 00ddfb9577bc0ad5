package io.sshconsole.boot.command;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output of a command: remembers that a write failed, because the
 * {@link java.io.PrintWriter} above it swallows the exception.
 */
final class CommandOutput extends FilterOutputStream {

	private volatile boolean failed;

	CommandOutput(OutputStream out) {
		super(out);
	}

	@Override
	public void write(int b) throws IOException {
		run(() -> this.out.write(b));
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		run(() -> this.out.write(bytes, offset, length));
	}

	@Override
	public void flush() throws IOException {
		run(this.out::flush);
	}

	/**
	 * Flushes only: the channel belongs to whoever runs the command.
	 */
	@Override
	public void close() throws IOException {
		flush();
	}

	boolean hasFailed() {
		return this.failed;
	}

	private void run(Write write) throws IOException {
		try {
			write.run();
		}
		catch (IOException ex) {
			this.failed = true;
			throw ex;
		}
	}

	@FunctionalInterface
	private interface Write {

		void run() throws IOException;

	}

}
