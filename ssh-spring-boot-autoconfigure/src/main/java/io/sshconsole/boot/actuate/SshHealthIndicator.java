package io.sshconsole.boot.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.boot.server.SshServerStartedEvent;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.Transport;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationListener;

/**
 * Tells whether the SSH server accepts connections, and how many people use it. Says
 * nothing about who they are. Before its first start the server is neither up nor down.
 */
public class SshHealthIndicator extends AbstractHealthIndicator implements ApplicationListener<SshServerStartedEvent> {

	private static final String UNKNOWN = "unknown";

	private final SshServerLifecycle lifecycle;

	private final Supplier<Optional<Instant>> hostKeysSince;

	private final Clock clock;

	private volatile boolean started;

	/**
	 * Creates the indicator.
	 * @param lifecycle the server
	 * @param hostKeysSince tells how long the oldest host key has been in use, or empty
	 * if that is not known
	 * @param clock tells what time it is
	 */
	public SshHealthIndicator(SshServerLifecycle lifecycle, Supplier<Optional<Instant>> hostKeysSince, Clock clock) {
		super("SSH health check failed");
		this.lifecycle = lifecycle;
		this.hostKeysSince = hostKeysSince;
		this.clock = clock;
	}

	@Override
	public void onApplicationEvent(SshServerStartedEvent event) {
		// A context hears what those below it start, too
		if (event.getSource() == this.lifecycle) {
			this.started = true;
		}
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Optional<SshServer> running = this.lifecycle.server().filter(SshServer::isRunning);
		if (running.isEmpty()) {
			builder.status(this.started ? Status.DOWN : Status.UNKNOWN);
			return;
		}
		SshServer server = running.get();
		List<Transport> connections = server.transports();
		builder.up()
			.withDetail("port", server.port())
			.withDetail("connections", connections.size())
			.withDetail("sessions", connections.stream().filter((one) -> one.username().isPresent()).count())
			.withDetail("hostKeyAgeDays", hostKeyAge());
		server.lastAcceptError()
			.ifPresent((error) -> builder.withDetail("lastAcceptError", error.time() + " " + error.type()));
	}

	private Object hostKeyAge() {
		Optional<Instant> since = this.hostKeysSince.get();
		return since.isPresent() ? Duration.between(since.get(), this.clock.instant()).toDays() : UNKNOWN;
	}

}
