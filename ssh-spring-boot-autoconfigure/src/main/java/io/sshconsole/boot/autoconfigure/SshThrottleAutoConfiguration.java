package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.security.LoginThrottle;
import io.sshconsole.boot.server.ThrottleCommand;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;

/**
 * Auto-configuration of what slows guessing down. It stands beside guards of the
 * application.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
@Lazy
public final class SshThrottleAutoConfiguration {

	/**
	 * Says who the operators are; without them there are no commands for them.
	 */
	private static final String AUTHORITY = "ssh-console.throttle.authority";

	SshThrottleAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	LoginThrottle sshLoginThrottle(SshConsoleProperties properties, ApplicationEventPublisher events,
			ObjectProvider<BreakGlassCredentials> credentials) {
		BreakGlassCredentials open = credentials.getIfUnique();
		return new LoginThrottle(properties.throttle().policy(), events,
				(username, address) -> open != null && open.isExpected(username, address));
	}

	@Bean
	@ConditionalOnProperty(AUTHORITY)
	@ConditionalOnMissingBean
	ThrottleCommand sshThrottleCommand(LoginThrottle throttle) {
		return new ThrottleCommand(throttle);
	}

	@Bean
	@ConditionalOnProperty(AUTHORITY)
	CommandAuthority sshThrottleRule(SshConsoleProperties properties, ObjectProvider<RoleHierarchy> roleHierarchies) {
		return new CommandAuthority(ThrottleCommand.class, properties.throttle().authority(), roleHierarchies);
	}

}
