package io.sshconsole.boot.execution;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the thread of a session waits for while a line runs: the end of the stages, the
 * wish that they end, or their time. One lock guards everything; stages are called
 * without it.
 */
final class Watch {

	/**
	 * Time in nanoseconds within which a second Ctrl-C abandons, and after which commands
	 * are abandoned that nobody is there to press it for.
	 */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private List<StageRun> stages = List.of();

	private boolean cancelled;

	private boolean interrupted;

	private long interruptedAt;

	private boolean givenUp;

	private long givenUpAt;

	private boolean abandoned;

	/**
	 * Whether the session's own thread was interrupted. Touched by that thread alone.
	 */
	private boolean gone;

	/**
	 * Ends what runs: Ctrl-C. The second one in time abandons it.
	 */
	void interrupt() {
		List<StageRun> running;
		this.lock.lock();
		try {
			long now = System.nanoTime();
			this.abandoned |= this.interrupted && now - this.interruptedAt <= PATIENCE;
			this.interrupted = true;
			this.interruptedAt = now;
			running = cancelLocked();
		}
		finally {
			this.lock.unlock();
		}
		running.forEach(StageRun::cancel);
	}

	/**
	 * Ends what runs, and goes on without it if that takes too long.
	 */
	void cancel() {
		List<StageRun> running;
		this.lock.lock();
		try {
			if (!this.givenUp) {
				this.givenUp = true;
				this.givenUpAt = System.nanoTime();
			}
			running = cancelLocked();
		}
		finally {
			this.lock.unlock();
		}
		running.forEach(StageRun::cancel);
	}

	private List<StageRun> cancelLocked() {
		this.cancelled = true;
		this.changed.signalAll();
		return this.stages;
	}

	boolean isCancelled() {
		this.lock.lock();
		try {
			return this.cancelled;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sets what the wishes are about from now on.
	 * @param stages what is about to start
	 * @return {@code false} if it shall not start, because the line was cancelled
	 */
	boolean begin(List<StageRun> stages) {
		this.lock.lock();
		try {
			this.stages = stages;
			return !this.cancelled;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tells that a stage has ended.
	 */
	void ended() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for something to be done.
	 * @return what it is
	 */
	Event await() {
		this.lock.lock();
		try {
			while (true) {
				List<StageRun> running = this.stages.stream().filter(StageRun::isRunning).toList();
				if (running.isEmpty()) {
					return Event.ENDED;
				}
				long left = left(running);
				if (this.abandoned || (this.givenUp && left <= 0)) {
					return Event.UNHEARD;
				}
				if (left <= 0) {
					return Event.TOO_LONG;
				}
				if (left == Long.MAX_VALUE) {
					this.changed.await();
				}
				else {
					this.changed.awaitNanos(left);
				}
			}
		}
		catch (InterruptedException ex) {
			this.gone = true;
			return Event.GONE;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A line that is cancelled has no other limit than our patience.
	 */
	private long left(List<StageRun> running) {
		if (this.givenUp) {
			return PATIENCE - (System.nanoTime() - this.givenUpAt);
		}
		return this.cancelled ? Long.MAX_VALUE
				: running.stream().mapToLong(StageRun::left).min().orElse(Long.MAX_VALUE);
	}

	/**
	 * Gives the session's thread back the interrupt that it got while it waited.
	 */
	void restoreInterrupt() {
		if (this.gone) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * What there is to do.
	 */
	enum Event {

		/**
		 * No stage runs any more.
		 */
		ENDED,

		/**
		 * A stage has had its time.
		 */
		TOO_LONG,

		/**
		 * The waiting thread was interrupted: the channel is closed.
		 */
		GONE,

		/**
		 * Stages do not listen, and are not waited for any longer.
		 */
		UNHEARD

	}

}
