package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.adopt.SpringShellCommandSource;
import io.sshconsole.boot.command.CommandBeans;
import io.sshconsole.boot.command.SshCommandMethods;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of commands that were written for Spring Shell.
 */
@AutoConfiguration(after = SshCommandAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.shell.core.command.annotation.Command")
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "ssh-console.execution.adopt", matchIfMissing = true)
public final class SshSpringShellAutoConfiguration {

	SshSpringShellAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SpringShellCommandSource sshSpringShellCommandSource(CommandBeans beans, SshCommandMethods methods,
			SshConsoleProperties properties) {
		return new SpringShellCommandSource(beans, methods, properties.execution().isAdoptionDemanded());
	}

}
