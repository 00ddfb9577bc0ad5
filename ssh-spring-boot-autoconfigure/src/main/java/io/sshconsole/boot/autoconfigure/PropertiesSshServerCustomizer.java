package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.server.SshServerCustomizer;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.transport.TransportConfig;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

/**
 * The properties on their way to the server. It comes before all other customizers, so
 * that those have the last word.
 *
 * @param properties the properties
 */
record PropertiesSshServerCustomizer(SshConsoleProperties properties) implements SshServerCustomizer, Ordered {

	/**
	 * The chance of a refusal when so many are logging in that refusals begin, as sshd
	 * has it.
	 */
	private static final int REFUSAL_PERCENT = 30;

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void customize(SshServer.Builder builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(this.properties.address()).to(builder::address);
		map.from(this.properties.port()).to(builder::port);
		map.from(this.properties.authentication().maxAttempts()).to(builder::maxAuthAttempts);
		SshConsoleProperties.Limits limits = this.properties.limits();
		map.from(limits.loginGraceTime()).to(builder::loginGraceTime);
		map.from(limits.maxConnections()).to(builder::maxConnections);
		builder.startups(limits.maxUnauthenticated(), REFUSAL_PERCENT,
				Math.max(limits.maxUnauthenticated(), limits.maxConnections()), limits.maxUnauthenticated());
		map.from(limits.penalty()).as(SshConsoleProperties.Penalty::policy).to(builder::penalties);
		map.from(limits.maxSessionsPerConnection()).to(builder::maxSessionsPerConnection);
		map.from(limits.idleTimeout()).to(builder::idleTimeout);
		TransportConfig.Builder config = TransportConfig.builder();
		map.from(limits.rekeyAfter()).as(DataSize::toBytes).to(config::rekeyAfter);
		map.from(limits.rekeyInterval()).to(config::rekeyInterval);
		map.from(this.properties.algorithms()).as(SshConsoleProperties.Algorithms::preferences).to(config::algorithms);
		builder.config(config.build());
	}

}
