package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.adopt.PicocliCommandSource;
import io.sshconsole.boot.adopt.SpringShellCommandSource;
import io.sshconsole.boot.command.CommandBeans;
import io.sshconsole.boot.command.SshCommandMethods;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of commands that were written for other libraries.
 */
@AutoConfiguration(after = SshCommandAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "ssh-console.execution.adopt", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshAdoptionAutoConfiguration {

	SshAdoptionAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	PicocliCommandSource sshPicocliCommandSource(CommandBeans beans, SshConsoleProperties properties) {
		return new PicocliCommandSource(beans, isDemanded(properties));
	}

	private static boolean isDemanded(SshConsoleProperties properties) {
		return Boolean.TRUE.equals(properties.execution().adopt());
	}

	/**
	 * Commands of Spring Shell.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.shell.core.command.annotation.Command")
	static class SpringShellConfiguration {

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		SpringShellCommandSource sshSpringShellCommandSource(CommandBeans beans, SshCommandMethods methods,
				SshConsoleProperties properties) {
			return new SpringShellCommandSource(beans, methods, isDemanded(properties));
		}

	}

}
