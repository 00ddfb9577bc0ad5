package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

import io.sshconsole.boot.recording.AsciicastRecorder;
import io.sshconsole.boot.shell.SshRecorder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;

/**
 * Auto-configuration of what records sessions.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshRecordingAutoConfiguration {

	SshRecordingAutoConfiguration() {
	}

	/**
	 * Not conditional on the directory: with AOT processing that would be decided when
	 * the application is built.
	 */
	@Bean
	@Lazy
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
