package io.sshconsole.boot.execution;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries bytes from one stage of a pipeline to the next. It holds a bounded number of
 * them: who writes waits for who reads. Each end has one thread, and one lock guards
 * everything.
 */
final class StagePipe {

	/**
	 * Most bytes that wait, as in a pipe of Linux.
	 */
	static final int SIZE = 64 * 1024;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition readable = this.lock.newCondition();

	private final Condition writable = this.lock.newCondition();

	private final byte[] ring = new byte[SIZE];

	private int start;

	private int size;

	private boolean written;

	private boolean abandoned;

	private volatile Runnable broken = () -> {
	};

	/**
	 * Says what happens to a stage that writes though nobody reads any more: a program of
	 * an operating system gets a signal.
	 * @param action called by the writing thread
	 */
	void onBroken(Runnable action) {
		this.broken = action;
	}

	InputStream reader() {
		return new Reader();
	}

	OutputStream writer() {
		return new Writer();
	}

	/**
	 * Ends the input of the reader, behind what is still in the pipe.
	 */
	void closeWriter() {
		this.lock.lock();
		try {
			this.written = true;
			this.readable.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Drops what is in the pipe; every further write fails.
	 */
	void closeReader() {
		this.lock.lock();
		try {
			this.abandoned = true;
			this.size = 0;
			this.writable.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private int read(byte[] target, int offset, int length) throws IOException {
		this.lock.lock();
		try {
			while (this.size == 0 && !this.written) {
				this.readable.await();
			}
			int count = Math.min(Math.min(length, this.size), SIZE - this.start);
			System.arraycopy(this.ring, this.start, target, offset, count);
			this.start = (this.start + count) % SIZE;
			this.size -= count;
			this.writable.signal();
			return (count == 0) ? -1 : count;
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void write(byte[] source, int offset, int length) throws IOException {
		int position = offset;
		while (position < offset + length) {
			int count = put(source, position, offset + length - position);
			if (count < 0) {
				this.broken.run();
				throw new IOException("Nobody reads the output any more");
			}
			position += count;
		}
	}

	private int put(byte[] source, int offset, int length) throws IOException {
		this.lock.lock();
		try {
			while (this.size == SIZE && !this.abandoned) {
				this.writable.await();
			}
			if (this.abandoned) {
				return -1;
			}
			int end = (this.start + this.size) % SIZE;
			int count = Math.min(Math.min(length, SIZE - this.size), SIZE - end);
			System.arraycopy(source, offset, this.ring, end, count);
			this.size += count;
			this.readable.signal();
			return count;
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		finally {
			this.lock.unlock();
		}
	}

	private int available() {
		this.lock.lock();
		try {
			return this.size;
		}
		finally {
			this.lock.unlock();
		}
	}

	private static InterruptedIOException interrupted() {
		Thread.currentThread().interrupt();
		return new InterruptedIOException("interrupted while waiting for another stage of the pipeline");
	}

	private final class Reader extends InputStream {

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			Objects.checkFromIndexSize(offset, length, target.length);
			return (length == 0) ? 0 : StagePipe.this.read(target, offset, length);
		}

		@Override
		public int available() {
			return StagePipe.this.available();
		}

	}

	private final class Writer extends OutputStream {

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] source, int offset, int length) throws IOException {
			Objects.checkFromIndexSize(offset, length, source.length);
			StagePipe.this.write(source, offset, length);
		}

	}

}
