package io.sshconsole.ssh.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sees to it that a batch which waits for more packets does not wait for long. It looks
 * again and again while there is one, without the lock, and has it sent if none has left
 * since it looked last: a batch waits for two looks at most, and during a transfer it
 * only looks.
 */
final class Linger {

	/**
	 * Nobody sees such a delay, and so seldom a look costs a transfer nothing.
	 */
	private static final long LOOK_MILLIS = 2;

	/**
	 * The thread that the Java runtime has for such delays: a look neither waits nor
	 * writes.
	 */
	private static final Executor LATER = CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS,
			Runnable::run);

	private final PacketBatch batch;

	private final Runnable sending;

	/**
	 * The batch that waits, by its number. It does no more when it has left.
	 */
	private volatile long waiting = -1;

	private final AtomicBoolean watching = new AtomicBoolean();

	/**
	 * The batch that waited at the last look.
	 */
	private long seen = -1;

	/**
	 * Makes one that does not look yet.
	 * @param batch what may wait
	 * @param sending has it sent, behind what is at the socket already; must not wait
	 */
	Linger(PacketBatch batch, Runnable sending) {
		this.batch = batch;
		this.sending = sending;
	}

	/**
	 * Lets the batch wait. Under the writer lock.
	 */
	void begin() {
		this.waiting = this.batch.number();
		watch();
	}

	private void watch() {
		if (this.watching.compareAndSet(false, true)) {
			LATER.execute(this::look);
		}
	}

	/**
	 * Tells whether the batch waits. Without the lock, so that asking costs nothing.
	 */
	boolean isOn() {
		return this.waiting == this.batch.number();
	}

	private void look() {
		boolean on = isOn();
		boolean forgotten = on && this.seen == this.waiting;
		this.seen = this.waiting;
		if (on && !forgotten) {
			LATER.execute(this::look);
			return;
		}
		// In this order: what begins to wait from now on has a look of its own
		this.watching.set(false);
		if (forgotten) {
			this.sending.run();
		}
		else if (isOn()) {
			watch();
		}
	}

}
