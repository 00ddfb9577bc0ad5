package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.actuate.SshSessionsEndpoint;
import io.sshconsole.boot.server.OpenSessions;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the endpoint {@code sshsessions}.
 */
@AutoConfiguration(after = SshSessionsAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(SshSessionsEndpoint.class)
@ConditionalOnBean(OpenSessions.class)
public final class SshSessionsEndpointAutoConfiguration {

	SshSessionsEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SshSessionsEndpoint sshSessionsEndpoint(OpenSessions sessions) {
		return new SshSessionsEndpoint(sessions);
	}

}
