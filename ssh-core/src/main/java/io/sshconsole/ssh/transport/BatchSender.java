package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Brings batches to the socket, one at a time. The writer lock guards it.
 * <p>
 * A thread of the platform writes the batch itself, under the lock. A virtual thread
 * never touches the socket: interrupting it there would close the connection (JEP 444),
 * and commands are interrupted all the time. It hands the batch over to a task of the
 * server, which writes it without the lock, while others seal the next one.
 */
final class BatchSender {

	/**
	 * Packets are collected up to this size while more are at hand, then leave in one
	 * socket write. The Java runtime writes 128 KiB at a time: one long packet more, and
	 * a few bytes would need a system call of their own.
	 */
	private static final int BATCH = 96 * 1024;

	private final OutputStream out;

	private final ReentrantLock lock;

	private final Condition changed;

	private final PacketBatch batch;

	private final PacketWriter writer;

	private final Linger linger;

	private final AtomicBoolean flushScheduled = new AtomicBoolean();

	private volatile @Nullable Executor executor;

	/**
	 * Whether a task is at the socket. It comes back for whatever is there then.
	 */
	private boolean handedOver;

	private volatile long totalBytes;

	/**
	 * Makes a sender.
	 * @param out the socket
	 * @param lock the writer lock
	 * @param changed signalled when there is room in the batch again
	 * @param batch what is sent
	 * @param writer seals what was posted, and hears of failures
	 */
	BatchSender(OutputStream out, ReentrantLock lock, Condition changed, PacketBatch batch, PacketWriter writer) {
		this.out = out;
		this.lock = lock;
		this.changed = changed;
		this.batch = batch;
		this.writer = writer;
		this.linger = new Linger(batch, this::flushSoon);
	}

	/**
	 * Sets where batches are handed over. Before, the connection has one thread, which
	 * writes whatever it is.
	 * @param executor runs tasks on threads that nobody interrupts
	 */
	void executor(Executor executor) {
		this.executor = executor;
	}

	/**
	 * Sends the batch when it is full, or when nothing more is at hand. A thread that
	 * waits for the lock inherits the duty. Waits while the batch is full and the last
	 * one has not left.
	 * @param more what the caller will do next
	 */
	void send(More more) throws IOException {
		while (this.batch.size() > 0) {
			boolean full = this.batch.size() >= BATCH;
			if (!full && (this.handedOver || more == More.CERTAIN || this.lock.hasQueuedThreads())) {
				return;
			}
			if (!full && more == More.LIKELY && this.executor != null) {
				this.linger.begin();
				return;
			}
			if (!this.handedOver) {
				sendNow();
				return;
			}
			this.changed.awaitUninterruptibly();
			this.writer.checkFailure();
		}
	}

	private void sendNow() throws IOException {
		Executor executor = this.executor;
		if (executor == null || !VirtualThreads.isCurrent()) {
			writeOut();
			return;
		}
		this.batch.detach();
		this.handedOver = true;
		try {
			executor.execute(this::writeUntilEmpty);
		}
		catch (RejectedExecutionException ex) {
			// The server has ended; what is still to be said goes with the last words
			this.batch.reattach();
			this.handedOver = false;
			this.executor = null;
		}
	}

	/**
	 * Lets a task send what was posted. Called without the lock, and never waits.
	 */
	void flushSoon() {
		Executor executor = this.executor;
		if (executor == null) {
			flush();
		}
		else if (this.flushScheduled.compareAndSet(false, true)) {
			try {
				executor.execute(this::flush);
			}
			catch (RejectedExecutionException ex) {
				// As above
				this.flushScheduled.set(false);
			}
		}
	}

	private void flush() {
		this.lock.lock();
		try {
			// Not before: while the socket is stuck, each post would start a thread
			this.flushScheduled.set(false);
			if (this.handedOver) {
				// What was posted stays in its queue, which is bounded
				return;
			}
			this.writer.drain();
			if (this.batch.size() == 0) {
				return;
			}
			this.batch.detach();
			this.handedOver = true;
		}
		catch (IOException ex) {
			broken(ex);
			return;
		}
		finally {
			this.lock.unlock();
		}
		writeUntilEmpty();
	}

	private void writeUntilEmpty() {
		try {
			boolean more = true;
			while (more) {
				count(this.batch.writeDetached(this.out));
				more = detachNext();
			}
		}
		catch (IOException ex) {
			this.lock.lock();
			try {
				broken(ex);
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * Ends a task whose socket is broken. The reader finds the same socket broken and
	 * ends the connection.
	 */
	private void broken(IOException cause) {
		this.handedOver = false;
		this.writer.broken(cause);
		this.changed.signalAll();
	}

	private boolean detachNext() throws IOException {
		this.lock.lock();
		try {
			this.writer.drain();
			this.handedOver = this.batch.size() > 0;
			if (this.handedOver) {
				this.batch.detach();
			}
			this.changed.signalAll();
			return this.handedOver;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sends what is there on the calling thread, whatever it is, if a task that is at the
	 * socket comes back in time.
	 * @param nanos how long to wait for it
	 * @throws InterruptedException if interrupted while waiting
	 */
	void sendWithin(long nanos) throws IOException, InterruptedException {
		long left = nanos;
		while (this.handedOver && left > 0) {
			left = this.changed.awaitNanos(left);
		}
		if (!this.handedOver) {
			writeOut();
		}
	}

	private void writeOut() throws IOException {
		try {
			count(this.batch.writeTo(this.out));
		}
		finally {
			this.changed.signalAll();
		}
	}

	/**
	 * Counts. Only one thread sends at a time; others read it for statistics.
	 */
	private void count(int bytes) {
		this.totalBytes = this.totalBytes + bytes;
	}

	/**
	 * Tells whether packets wait for more. Asked without the lock.
	 */
	boolean lingers() {
		return this.linger.isOn();
	}

	long totalBytes() {
		return this.totalBytes;
	}

}
