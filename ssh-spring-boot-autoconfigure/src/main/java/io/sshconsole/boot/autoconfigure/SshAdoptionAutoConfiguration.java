package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.adopt.PicocliCommandSource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of commands that were written for other libraries.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "ssh-console.commands.adopt", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshAdoptionAutoConfiguration {

	SshAdoptionAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	PicocliCommandSource sshPicocliCommandSource(ConfigurableListableBeanFactory beanFactory,
			SshConsoleProperties properties) {
		return new PicocliCommandSource(beanFactory, Boolean.TRUE.equals(properties.commands().adopt()));
	}

}
