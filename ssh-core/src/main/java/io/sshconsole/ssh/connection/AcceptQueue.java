package io.sshconsole.ssh.connection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Channels that the peer has opened and that the application has not accepted yet (the
 * queue behind paramiko's {@code Transport.accept}). An application that works with
 * callbacks never looks into it; a channel leaves it when it ends, so it holds no more
 * than there are channels.
 */
final class AcceptQueue {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Deque<Channel> channels = new ArrayDeque<>();

	private boolean ended;

	void add(Channel channel) {
		this.lock.lock();
		try {
			this.channels.add(channel);
			this.changed.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	void remove(Channel channel) {
		this.lock.lock();
		try {
			this.channels.remove(channel);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes the oldest channel, waiting for one.
	 * @param timeout how long to wait
	 * @return empty if none came, or if the connection ended
	 * @throws InterruptedException if interrupted while waiting
	 */
	Optional<Channel> take(Duration timeout) throws InterruptedException {
		long left = timeout.toNanos();
		this.lock.lock();
		try {
			while (this.channels.isEmpty() && !this.ended && left > 0) {
				left = this.changed.awaitNanos(left);
			}
			return Optional.ofNullable(this.channels.poll());
		}
		finally {
			this.lock.unlock();
		}
	}

	void end() {
		this.lock.lock();
		try {
			this.ended = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
