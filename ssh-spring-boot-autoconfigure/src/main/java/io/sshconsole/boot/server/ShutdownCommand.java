package io.sshconsole.boot.server;

import java.time.Duration;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshExit;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The command {@code shutdown}: closes the application's context. The context waits for
 * running commands, so the command has ended and another thread closes it.
 */
public class ShutdownCommand {

	/**
	 * How long the client may take to hear how its command ended, also where the server
	 * closes connections at once.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private static final long POLL_MILLIS = 20;

	private final ConfigurableApplicationContext application;

	private final SshServerLifecycle lifecycle;

	/**
	 * Creates the command.
	 * @param application what it closes
	 * @param lifecycle the server, which knows the client
	 */
	public ShutdownCommand(ConfigurableApplicationContext application, SshServerLifecycle lifecycle) {
		this.application = application;
		this.lifecycle = lifecycle;
	}

	@SshCommand(name = "shutdown", description = "Stops the application.")
	void shutdown(SshCommandContext context) {
		context.out().write(SshServerGracefulShutdown.NOTICE + "\n");
		Thread closer = new Thread(() -> close(context.session().id()), "ssh-close");
		closer.setContextClassLoader(getClass().getClassLoader());
		// Threads of commands are daemons, and the last thread but this must not end the
		// JVM
		closer.setDaemon(false);
		closer.start();
		throw new SshExit(0);
	}

	private void close(String connection) {
		try {
			long end = System.nanoTime() + PATIENCE.toNanos();
			while (isUsed(connection) && System.nanoTime() - end < 0) {
				Thread.sleep(POLL_MILLIS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.application.close();
	}

	private boolean isUsed(String connection) {
		return this.lifecycle.server()
			.stream()
			.flatMap((server) -> server.transports().stream())
			.anyMatch((transport) -> transport.id().equals(connection) && transport.sessions() > 0);
	}

}
