package io.sshconsole.boot.execution;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Stands between a stage and its streams. A stage that is left behind finds its input at
 * its end and its output closed, so that it neither takes what its user types nor writes
 * between what others write. The streams themselves stay open: they belong to the
 * session.
 */
final class DetachableStreams {

	private volatile boolean detached;

	InputStream in(InputStream in) {
		return new Input(in);
	}

	OutputStream out(OutputStream out) {
		return new Output(out);
	}

	/**
	 * Cuts the stage off. What it reads or writes at this very moment may still arrive.
	 */
	void detach() {
		this.detached = true;
	}

	private final class Input extends FilterInputStream {

		private boolean closed;

		Input(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int count = isOver() ? -1 : this.in.read(target, offset, length);
			return isOver() ? -1 : count;
		}

		@Override
		public long skip(long count) throws IOException {
			return isOver() ? 0 : this.in.skip(count);
		}

		@Override
		public int available() throws IOException {
			return isOver() ? 0 : this.in.available();
		}

		@Override
		public boolean markSupported() {
			return false;
		}

		@Override
		public void close() {
			this.closed = true;
		}

		private boolean isOver() {
			return this.closed || DetachableStreams.this.detached;
		}

	}

	private final class Output extends FilterOutputStream {

		Output(OutputStream out) {
			super(out);
		}

		@Override
		public void write(int b) throws IOException {
			expectAttached();
			this.out.write(b);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			expectAttached();
			this.out.write(bytes, offset, length);
		}

		@Override
		public void flush() throws IOException {
			expectAttached();
			this.out.flush();
		}

		@Override
		public void close() throws IOException {
			flush();
		}

		private void expectAttached() throws IOException {
			if (DetachableStreams.this.detached) {
				throw new IOException("The command was left behind");
			}
		}

	}

}
