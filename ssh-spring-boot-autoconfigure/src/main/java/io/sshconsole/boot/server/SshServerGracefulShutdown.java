package io.sshconsole.boot.server;

import java.time.Duration;
import java.util.function.Supplier;

import io.sshconsole.boot.shell.SshNotices;
import io.sshconsole.ssh.SshServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * The patient part of stopping: no new connections and commands, those that run may
 * finish. It comes one phase before {@link SshServerLifecycle} ends everything.
 */
public final class SshServerGracefulShutdown implements SmartLifecycle {

	/**
	 * The phase in which web servers stop to accept requests.
	 */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

	/**
	 * What users read in their shells.
	 */
	static final String NOTICE = "The application is shutting down.";

	private static final Log logger = LogFactory.getLog(SshServerGracefulShutdown.class);

	private final SshServerLifecycle lifecycle;

	private final Supplier<SshTasks> tasks;

	private final Supplier<? extends @Nullable SshNotices> notices;

	private final Duration grace;

	private final boolean autoStartup;

	private volatile boolean running;

	/**
	 * Creates the shutdown.
	 * @param lifecycle the server
	 * @param tasks what users have started; asked when the server stops
	 * @param notices tells users; asked when the server stops, {@code null} where there
	 * are no shells
	 * @param grace how long commands may go on; shorter than what the context allows to
	 * the phase, so that they are ended in order and not by its impatience
	 * @param autoStartup whether there is any patience
	 */
	public SshServerGracefulShutdown(SshServerLifecycle lifecycle, Supplier<SshTasks> tasks,
			Supplier<? extends @Nullable SshNotices> notices, Duration grace, boolean autoStartup) {
		this.lifecycle = lifecycle;
		this.tasks = tasks;
		this.notices = notices;
		this.grace = grace;
		this.autoStartup = autoStartup;
	}

	@Override
	public void start() {
		// A context that is started by hand starts those, too, that do not start with it
		this.running = this.autoStartup;
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	/**
	 * Returns at once: the context asks one bean of the phase after the other, and only
	 * then begins to count the time.
	 * @param callback is told when no command runs any more, or the grace is over
	 */
	@Override
	public void stop(Runnable callback) {
		this.running = false;
		@Nullable SshServer server = this.lifecycle.server().orElse(null);
		if (server == null) {
			callback.run();
			return;
		}
		server.pause();
		SshNotices notices = this.notices.get();
		if (notices != null) {
			notices.broadcast(NOTICE);
		}
		// Somebody who only looks at a prompt must not hold up the application
		this.tasks.get().endShells();
		new Thread(() -> awaitIdle(server, callback), "ssh-shutdown").start();
	}

	private void awaitIdle(SshServer server, Runnable callback) {
		try {
			if (!server.awaitIdle(this.grace)) {
				logger.info("SSH commands still run after " + this.grace.toSeconds() + " s and are interrupted");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			callback.run();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
