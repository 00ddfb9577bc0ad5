package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.shell.SshShellSettings;
import io.sshconsole.boot.shell.SshShells;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of interactive sessions. Without JLine there are commands only.
 */
@AutoConfiguration(after = SshExecutionAutoConfiguration.class)
@ConditionalOnClass(name = "org.jline.reader.LineReader")
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshShellAutoConfiguration {

	SshShellAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SshShellSettings sshShellSettings(SshConsoleProperties properties, Environment environment) {
		String prompt = properties.shell().prompt();
		return new SshShellSettings(
				(prompt != null) ? prompt : environment.getProperty("spring.application.name", "ssh") + "> ",
				properties.shell().historySize());
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshShells sshShells(SshLineRunner lines, SshCommandExecutor commands, SshShellSettings settings) {
		return new SshShells(lines, commands, settings);
	}

}
