package io.sshconsole.ssh.connection;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * How long there is a channel: until it is out of the connection's table and its one task
 * has ended, whichever is later.
 */
final class ChannelLife {

	/**
	 * One for the place in the table, one for a running task.
	 */
	private final AtomicInteger holds = new AtomicInteger(1);

	private final AtomicBoolean isRemoved = new AtomicBoolean();

	private final CountDownLatch removed = new CountDownLatch(1);

	private volatile @Nullable RunningTask task;

	/**
	 * Takes the task, which has not started yet. Its end is to be told with
	 * {@link #release}.
	 */
	void begin(RunningTask task) {
		this.task = task;
		this.holds.incrementAndGet();
	}

	boolean hasTask() {
		return this.task != null;
	}

	void interruptTask() {
		RunningTask running = this.task;
		if (running != null) {
			running.interrupt();
		}
	}

	void shieldTask() {
		RunningTask running = this.task;
		if (running != null) {
			running.shield();
		}
	}

	/**
	 * Wakes who waits for the channel to be out of the table. Its place is to be given up
	 * with {@link #release}.
	 * @return whether it was in the table until now
	 */
	boolean remove() {
		boolean now = this.isRemoved.compareAndSet(false, true);
		if (now) {
			this.removed.countDown();
		}
		return now;
	}

	void awaitRemoved() throws InterruptedException {
		this.removed.await();
	}

	/**
	 * Gives up one hold.
	 * @return whether it was the last one
	 */
	boolean release() {
		return this.holds.decrementAndGet() == 0;
	}

}
