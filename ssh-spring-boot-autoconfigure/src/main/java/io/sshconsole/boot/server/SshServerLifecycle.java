package io.sshconsole.boot.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * The SSH server as part of the context's life, in the phase of web servers. Each start
 * makes a new server, so that a context may be stopped and started again.
 */
public final class SshServerLifecycle implements SmartLifecycle {

	/**
	 * The phase in which web servers start and stop.
	 */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2048;

	private static final Log logger = LogFactory.getLog(SshServerLifecycle.class);

	private final Supplier<SshServer> servers;

	private final InetSocketAddress address;

	private final ApplicationEventPublisher eventPublisher;

	private final SshServerStart start;

	private volatile boolean ready;

	private volatile @Nullable SshServer server;

	/**
	 * Creates the lifecycle.
	 * @param servers makes a server that has not been started
	 * @param address where it will listen
	 * @param eventPublisher is told when the server listens
	 * @param start when the server begins to listen
	 */
	public SshServerLifecycle(Supplier<SshServer> servers, InetSocketAddress address,
			ApplicationEventPublisher eventPublisher, SshServerStart start) {
		this.servers = servers;
		this.address = address;
		this.eventPublisher = eventPublisher;
		this.start = start;
	}

	/**
	 * Returns the server of the moment.
	 * @return the server, or empty while the context is stopped
	 */
	public Optional<SshServer> server() {
		return Optional.ofNullable(this.server);
	}

	/**
	 * Starts the server that has waited until the application is ready. From now on it
	 * stops and starts with the context.
	 */
	void ready() {
		this.ready = true;
		if (this.start == SshServerStart.WHEN_READY && !isRunning()) {
			start();
		}
	}

	/**
	 * Starts a new server. A context that is started by hand asks all its beans, those
	 * included that do not start with it.
	 */
	@Override
	public void start() {
		if (!isStartable()) {
			return;
		}
		SshServer server = this.servers.get();
		try {
			server.start();
			this.server = server;
			logStarted(server);
			this.eventPublisher.publishEvent(new SshServerStartedEvent(this, server.address()));
		}
		catch (BindException ex) {
			throw new SshServerBindException(this.address, ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("SSH server cannot start", ex);
		}
		catch (RuntimeException ex) {
			// A listener that fails would leave a thread behind that keeps the JVM up
			stop();
			throw ex;
		}
	}

	private boolean isStartable() {
		return switch (this.start) {
			case WITH_CONTEXT -> true;
			case WHEN_READY -> this.ready;
			case NEVER -> false;
		};
	}

	private static void logStarted(SshServer server) {
		InetSocketAddress address = server.address();
		logger.info("SSH server started on port " + address.getPort() + " (address "
				+ address.getAddress().getHostAddress() + ")");
		for (SshPublicKey key : server.hostKeys()) {
			logger.info("SSH host key " + key.type() + " " + key.fingerprint());
		}
	}

	@Override
	public void stop() {
		SshServer server = this.server;
		this.server = null;
		if (server != null) {
			server.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.server != null;
	}

	@Override
	public boolean isAutoStartup() {
		return isStartable();
	}

	/**
	 * Tells that a cached test context keeps its server: with another port after the
	 * pause the injected one would be wrong.
	 * @return {@code false}
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
