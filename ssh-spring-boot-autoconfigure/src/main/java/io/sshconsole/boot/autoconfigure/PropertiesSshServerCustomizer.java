package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.server.SshServerCustomizer;
import io.sshconsole.ssh.ServerLimits;
import io.sshconsole.ssh.SshServerBuilder;
import io.sshconsole.ssh.auth.AuthLimits;
import io.sshconsole.ssh.auth.MethodChains;
import io.sshconsole.ssh.transport.TransportConfig;

/**
 * The properties on their way to the server. It comes before all other customizers, so
 * that those have the last word.
 *
 * @param properties the properties
 */
record PropertiesSshServerCustomizer(SshConsoleProperties properties) implements SshServerCustomizer {

	@Override
	public void customize(SshServerBuilder builder) {
		builder.address(this.properties.address())
			.port(this.properties.port())
			.limits(this::customize)
			.methodChains(MethodChains.of(this.properties.authentication().required()));
		TransportConfig.Builder config = TransportConfig.builder()
			.algorithms(this.properties.algorithms().preferences());
		this.properties.limits().apply(config);
		builder.config(config.build());
	}

	private void customize(ServerLimits.Builder builder) {
		SshConsoleAuthentication authentication = this.properties.authentication();
		SshConsoleLimits limits = this.properties.limits();
		builder.loginGraceTime(limits.loginGraceTime())
			.maxConnections(limits.maxConnections())
			.startups(limits.startups())
			.penalties(limits.penalty().policy())
			.authentication(new AuthLimits(authentication.maxAttempts(), authentication.maxRequests(),
					limits.maxUsernameLength()))
			.connection(limits.connection())
			.idle(limits.idle())
			.keepAlive(limits.keepAliveInterval(), limits.keepAliveMaxMissed());
	}

}
