package io.sshconsole.boot.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.observation.ObservedCommands;
import io.sshconsole.boot.observation.SshCommandObservationConvention;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of the observation of commands.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnSingleCandidate(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
public final class SshObservationAutoConfiguration {

	SshObservationAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ObservedCommands sshObservedCommands(ObservationRegistry registry,
			ObjectProvider<SshCommandObservationConvention> conventions, ObjectProvider<SshCommandRegistry> commands) {
		return new ObservedCommands(registry, conventions.getIfUnique(), commands::getObject);
	}

}
