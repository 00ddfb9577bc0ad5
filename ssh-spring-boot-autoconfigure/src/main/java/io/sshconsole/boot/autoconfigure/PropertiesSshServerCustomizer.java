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
		map.from(limits.maxUnauthenticated()).to(builder::maxUnauthenticated);
		map.from(limits.maxSessionsPerConnection()).to(builder::maxSessionsPerConnection);
		map.from(limits.idleTimeout()).to(builder::idleTimeout);
		TransportConfig.Builder config = TransportConfig.builder();
		map.from(limits.rekeyAfter()).as(DataSize::toBytes).to(config::rekeyAfter);
		map.from(limits.rekeyInterval()).to(config::rekeyInterval);
		builder.config(config.build());
	}

}
