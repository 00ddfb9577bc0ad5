package io.sshconsole.boot.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health that prompts show: checked at most every few seconds whatever the number of
 * users, and never waited for longer than nobody notices.
 */
public final class RecentHealth implements SshShellHealth {

	private static final Logger logger = LoggerFactory.getLogger(RecentHealth.class);

	private static final Duration MAX_AGE = Duration.ofSeconds(5);

	private static final Duration PATIENCE = Duration.ofMillis(100);

	private final SshShellHealth health;

	private final ThreadFactory threads;

	/**
	 * Guards the two fields below; not held while the health is checked.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable FutureTask<Optional<String>> check;

	private long startedAt;

	private volatile Optional<String> last = Optional.empty();

	/**
	 * Creates the health.
	 * @param health what takes its time
	 * @param threads makes a thread for each check
	 */
	public RecentHealth(SshShellHealth health, ThreadFactory threads) {
		this.health = health;
		this.threads = threads;
	}

	@Override
	public Optional<String> status() {
		try {
			return check().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return this.last;
		}
		catch (ExecutionException ex) {
			logger.debug("The health of the application is not known", ex.getCause());
			return Optional.empty();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return this.last;
		}
	}

	private FutureTask<Optional<String>> check() {
		this.lock.lock();
		try {
			FutureTask<Optional<String>> current = this.check;
			if (current != null && (!current.isDone() || System.nanoTime() - this.startedAt < MAX_AGE.toNanos())) {
				return current;
			}
			FutureTask<Optional<String>> next = new FutureTask<>(this::find);
			this.check = next;
			this.startedAt = System.nanoTime();
			this.threads.newThread(next).start();
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	private Optional<String> find() {
		this.last = this.health.status();
		return this.last;
	}

}
