package io.sshconsole.boot.autoconfigure;

import java.util.function.Predicate;

import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.server.OpenSessions;
import io.sshconsole.boot.server.SessionEvents;
import io.sshconsole.boot.server.SessionsCommand;
import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.boot.shell.SshNotices;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.core.Authentication;

/**
 * Auto-configuration of what is told of sessions: events, and commands about them.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshSessionsAutoConfiguration {

	SshSessionsAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SessionEvents sshSessionEvents(ApplicationEventPublisher publisher, ObjectProvider<SshCommandRegistry> commands) {
		return new SessionEvents(publisher, commands::getObject);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	OpenSessions sshOpenSessions(ObjectProvider<SshServerLifecycle> lifecycle, ApplicationEventPublisher publisher) {
		return new OpenSessions(() -> lifecycle.getObject().server(), publisher);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SessionsCommand sshSessionsCommand(OpenSessions sessions, ObjectProvider<SshNotices> notices,
			SshConsoleProperties properties, ObjectProvider<RoleHierarchy> roleHierarchies) {
		return new SessionsCommand(sessions, notices::getIfUnique,
				operator(properties.sessions().authority(), roleHierarchies));
	}

	private static Predicate<Authentication> operator(@Nullable String authority,
			ObjectProvider<RoleHierarchy> roleHierarchies) {
		if (authority == null) {
			return (user) -> false;
		}
		AuthorityAuthorizationManager<Object> operators = RequiredAuthority.of(authority, roleHierarchies);
		return (user) -> operators.authorize(() -> user, user).isGranted();
	}

}
