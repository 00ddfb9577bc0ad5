package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Predicate;

import io.sshconsole.boot.audit.SshLogouts;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.recording.AsciicastRecorder;
import io.sshconsole.boot.server.OpenSessions;
import io.sshconsole.boot.server.SessionEvents;
import io.sshconsole.boot.server.SessionsCommand;
import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.boot.shell.SshNotices;
import io.sshconsole.boot.shell.SshRecorder;
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
 * Auto-configuration of what is told of sessions: events, log-outs, recordings, and
 * commands about them.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
@Lazy
public final class SshSessionsAutoConfiguration {

	SshSessionsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SessionEvents sshSessionEvents(ApplicationEventPublisher publisher, ObjectProvider<SshCommandRegistry> commands) {
		return new SessionEvents(publisher, commands::getObject);
	}

	@Bean
	@ConditionalOnMissingBean
	SshLogouts sshLogouts(ApplicationEventPublisher publisher) {
		return new SshLogouts(publisher);
	}

	@Bean
	@ConditionalOnMissingBean
	OpenSessions sshOpenSessions(ObjectProvider<SshServerLifecycle> lifecycle, ApplicationEventPublisher publisher) {
		return new OpenSessions(() -> lifecycle.getObject().server(), publisher);
	}

	@Bean
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

	/**
	 * Not conditional on the directory: with AOT processing that would be decided when
	 * the application is built.
	 */
	@Bean
	@ConditionalOnMissingBean
	SshRecorder sshRecorder(SshConsoleProperties properties, ObjectProvider<RoleHierarchy> roleHierarchies,
			ApplicationEventPublisher events) {
		Path directory = properties.recording().directory();
		if (directory == null) {
			return SshRecorder.NONE;
		}
		try {
			return new AsciicastRecorder(properties.recording().settings(directory), roleHierarchies.getIfUnique(),
					events, Clock.systemUTC());
		}
		catch (IOException ex) {
			throw SshConsoleRecording.invalidDirectory(directory, ex);
		}
	}

}
