package io.sshconsole.ssh;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The connections of a server, and what waits for them to end. A task may outlive its
 * connection: until it has done what it does when it is interrupted. For any thread.
 */
final class LiveTransports {

	private final Set<Transport> live = ConcurrentHashMap.newKeySet();

	/**
	 * Connections that have ended before their tasks.
	 */
	private final Set<Transport> outlived = ConcurrentHashMap.newKeySet();

	/**
	 * Guards nothing but the condition.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private final Condition somethingEnded = this.lock.newCondition();

	void add(Transport transport) {
		this.live.add(transport);
	}

	/**
	 * Takes back one that was never served.
	 */
	void remove(Transport transport) {
		this.live.remove(transport);
	}

	/**
	 * Returns the connections.
	 * @return a view, for any thread
	 */
	Collection<Transport> all() {
		return Collections.unmodifiableSet(this.live);
	}

	/**
	 * Tells that a channel has ended, and its task, and that its listeners have heard so.
	 */
	void sessionEnded() {
		this.outlived.removeIf((transport) -> transport.sessions() == 0);
		this.lock.lock();
		try {
			this.somethingEnded.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tells that a connection has ended.
	 */
	void ended(Transport transport) {
		// Looked at only when it is in there: its last task may end at this moment
		this.outlived.add(transport);
		this.live.remove(transport);
		sessionEnded();
	}

	/**
	 * Waits until the connections have no channels but tunnels.
	 * @param timeout how long to wait
	 * @return whether there is none
	 * @throws InterruptedException if interrupted while waiting
	 */
	boolean awaitIdle(Duration timeout) throws InterruptedException {
		return await(timeout, () -> this.live.stream().allMatch((transport) -> transport.sessions() == 0));
	}

	/**
	 * Waits until there is neither a connection nor a task. What copies from and to
	 * tunnels is not waited for.
	 * @param timeout how long to wait
	 * @return whether there is none
	 * @throws InterruptedException if interrupted while waiting
	 */
	boolean awaitGone(Duration timeout) throws InterruptedException {
		return await(timeout, () -> this.live.isEmpty() && this.outlived.isEmpty());
	}

	private boolean await(Duration timeout, BooleanSupplier condition) throws InterruptedException {
		long left = timeout.toNanos();
		this.lock.lock();
		try {
			while (!condition.getAsBoolean()) {
				if (left <= 0) {
					return false;
				}
				left = this.somethingEnded.awaitNanos(left);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public String toString() {
		return this.live.size() + " connections, and tasks of " + this.outlived.size() + " that have ended";
	}

}
