package io.sshconsole.boot.actuate;

import java.util.List;
import java.util.Optional;

import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.Transport;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether the SSH server accepts connections, and how many people use it. Says
 * nothing about who they are.
 */
public class SshHealthIndicator extends AbstractHealthIndicator {

	private final SshServerLifecycle lifecycle;

	public SshHealthIndicator(SshServerLifecycle lifecycle) {
		super("SSH health check failed");
		this.lifecycle = lifecycle;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Optional<SshServer> running = this.lifecycle.server().filter(SshServer::isRunning);
		if (running.isEmpty()) {
			builder.down();
			return;
		}
		SshServer server = running.get();
		List<Transport> connections = server.transports();
		builder.up()
			.withDetail("port", server.port())
			.withDetail("connections", connections.size())
			.withDetail("sessions", connections.stream().mapToInt(Transport::sessions).sum());
	}

}
