package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link ChannelTask} on its thread. It can be interrupted only while the task itself
 * runs, so an interrupt that comes late reaches nothing else that the thread does.
 */
final class RunningTask implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(RunningTask.class);

	private static final ExitStatus FAILED = ExitStatus.of(1);

	private final Channel channel;

	private final ChannelTask task;

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable Thread thread;

	private boolean interrupted;

	RunningTask(Channel channel, ChannelTask task) {
		this.channel = channel;
		this.task = task;
	}

	@Override
	public void run() {
		try {
			ExitStatus status = runTask();
			if (this.channel.isOpen()) {
				this.channel.finish(status);
			}
		}
		catch (IOException ex) {
			// The connection is gone, and with it whoever wanted to know
			logger.debug("{}: the exit status could not be sent: {}", this.channel, ex.getMessage());
		}
		finally {
			this.channel.release();
		}
	}

	private ExitStatus runTask() {
		bind(Thread.currentThread());
		try {
			return this.task.run(this.channel);
		}
		catch (Exception | LinkageError | AssertionError ex) {
			if (this.channel.isOpen()) {
				logger.warn("{}: the task failed", this.channel, ex);
			}
			return FAILED;
		}
		finally {
			bind(null);
			Thread.interrupted();
		}
	}

	void interrupt() {
		this.lock.lock();
		try {
			this.interrupted = true;
			if (this.thread != null) {
				this.thread.interrupt();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets the task work on when the peer has closed the channel: it may have to hand on
	 * what arrived before.
	 */
	void shield() {
		bind(null);
	}

	private void bind(@Nullable Thread thread) {
		this.lock.lock();
		try {
			this.thread = thread;
			if (thread != null && this.interrupted) {
				thread.interrupt();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
