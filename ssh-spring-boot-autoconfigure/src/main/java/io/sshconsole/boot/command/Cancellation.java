package io.sshconsole.boot.command;

import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The wish that a command ends, and the thread to interrupt for it. Whoever runs commands
 * calls {@link #started()} and {@link #finished()} around each; any thread may ask.
 */
public final class Cancellation {

	/**
	 * Guards {@link #runner}, so that an interrupt can only hit the thread while it runs
	 * this command and never what the thread does next.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable Thread runner;

	private volatile boolean requested;

	/**
	 * Returns whether the command shall end.
	 * @return {@code true} from then on
	 */
	public boolean isRequested() {
		return this.requested;
	}

	/**
	 * Asks the command to end.
	 */
	public void request() {
		this.lock.lock();
		try {
			this.requested = true;
			if (this.runner != null) {
				this.runner.interrupt();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Makes the calling thread the one to interrupt.
	 */
	public void started() {
		this.lock.lock();
		try {
			this.runner = Thread.currentThread();
			if (this.requested) {
				this.runner.interrupt();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Releases the calling thread and takes back an interrupt that was meant for the
	 * command. Whoever owns the thread asks the channel whether it is still open, because
	 * an interrupt of its own may have been swallowed with it.
	 */
	public void finished() {
		this.lock.lock();
		try {
			this.runner = null;
			if (this.requested) {
				Thread.interrupted();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
