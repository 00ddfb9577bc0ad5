package io.sshconsole.ssh;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sshconsole.ssh.transport.VirtualThreads;

/**
 * A server's one timer thread: login grace, key exchanges that do not end, idle
 * connections, writes that are stuck. It only ever closes sockets or hands work to other
 * threads; what must be cleaned up is cleaned up by the thread that owns it.
 */
final class Watchdog implements AutoCloseable {

	private static final long TICK_MILLIS = 1000;

	private final ScheduledThreadPoolExecutor timer;

	private final AtomicBoolean watching = new AtomicBoolean();

	Watchdog() {
		this.timer = new ScheduledThreadPoolExecutor(1, VirtualThreads.platformFactory("ssh-watchdog-"));
		this.timer.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Looks after connections each second, as long as there are any: a server without
	 * them sleeps. To be called when one was added.
	 * @param transports the live ones
	 */
	void watch(Collection<Transport> transports) {
		if (this.watching.compareAndSet(false, true)) {
			try {
				this.timer.schedule(() -> look(transports), TICK_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (RejectedExecutionException ex) {
				// The server has ended, and takes its connections along
			}
		}
	}

	private void look(Collection<Transport> transports) {
		try {
			transports.forEach((transport) -> transport.check(System.nanoTime()));
		}
		finally {
			// In this order: whoever is added from now on wakes the watchdog itself
			this.watching.set(false);
			if (!transports.isEmpty()) {
				watch(transports);
			}
		}
	}

	/**
	 * Runs something once; at once when the server has ended, for then nobody would.
	 * @param delay after this time
	 * @param action must not block
	 * @return to cancel it
	 */
	Future<?> schedule(Duration delay, Runnable action) {
		try {
			return this.timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			action.run();
			return CompletableFuture.completedFuture(null);
		}
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
