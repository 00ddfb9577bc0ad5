package io.sshconsole.boot.autoconfigure;

import java.util.function.Predicate;

import io.sshconsole.boot.command.SshCommandRule;
import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.security.BreakGlassDecorator;
import io.sshconsole.boot.security.BreakGlassIssuers;
import io.sshconsole.boot.security.SshAuthenticatorDecorator;
import io.sshconsole.boot.security.SshUserLookup;
import io.sshconsole.boot.server.BreakGlassCommand;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.core.Authentication;

/**
 * Auto-configuration of credentials for emergencies.
 */
@AutoConfiguration(before = SshThrottleAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "ssh-console.break-glass.enabled")
@EnableConfigurationProperties(SshConsoleProperties.class)
@Lazy
public final class SshBreakGlassAutoConfiguration {

	SshBreakGlassAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	BreakGlassCredentials sshBreakGlassCredentials(SshConsoleProperties properties, SshUserLookup users,
			ObjectProvider<RoleHierarchy> roleHierarchies, ApplicationEventPublisher events, Environment environment) {
		String authority = properties.breakGlass().authority();
		Predicate<Authentication> issuers = (user) -> authority != null
				&& RequiredAuthority.of(authority, roleHierarchies).authorize(() -> user, user).isGranted();
		return new BreakGlassCredentials(properties.breakGlass().maxTime(),
				new BreakGlassIssuers(users, issuers, SshThreads.factory(environment)), events);
	}

	/**
	 * Comes last, so it is asked first: what stands behind it may be down.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	SshAuthenticatorDecorator sshBreakGlassAuthenticatorDecorator(BreakGlassCredentials credentials,
			SshConsoleProperties properties, ObjectProvider<AuthenticationEventPublisher> publishers,
			ApplicationEventPublisher events) {
		if (!properties.breakGlass().enabled()) {
			// It was when the application was processed ahead of time
			return (authenticator) -> authenticator;
		}
		return new BreakGlassDecorator(credentials,
				publishers.getIfUnique(() -> new DefaultAuthenticationEventPublisher(events)));
	}

	@Bean
	@ConditionalOnMissingBean
	BreakGlassCommand sshBreakGlassCommand(BreakGlassCredentials credentials) {
		return new BreakGlassCommand(credentials);
	}

	/**
	 * Who came in with such a credential cannot issue the next one: its time would be no
	 * limit.
	 */
	@Bean
	SshCommandRule sshBreakGlassRule(SshConsoleProperties properties, ObjectProvider<RoleHierarchy> roleHierarchies) {
		SshConsoleBreakGlass breakGlass = properties.breakGlass();
		CommandAuthority issuers = new CommandAuthority(BreakGlassCommand.class,
				breakGlass.enabled() ? breakGlass.authority() : null, roleHierarchies);
		return (command, user) -> issuers.isPermitted(command, user)
				&& !(issuers.isOne(command) && BreakGlassCredentials.isGuest(user));
	}

}
