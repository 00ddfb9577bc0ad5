package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.command.SecretMask;
import io.sshconsole.boot.command.SshCommandAccess;
import io.sshconsole.boot.command.SshCommandObserver;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.execution.CommandFailure;
import io.sshconsole.boot.execution.CommandObservers;
import io.sshconsole.boot.execution.InterceptorChain;
import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.render.ResultWriter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Auto-configuration of what runs lines.
 */
@AutoConfiguration(after = { SshCommandAutoConfiguration.class, SshInteractionAutoConfiguration.class,
		SshOutputAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshExecutionAutoConfiguration {

	SshExecutionAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshCommandExecutor sshCommandExecutor(SshCommandRegistry registry, SshCommandAccess access,
			InterceptorChain interceptors, ResultWriter results, CommandFailure failures,
			ObjectProvider<SshCommandObserver> observers,
			ObjectProvider<SecurityContextHolderStrategy> securityContextHolderStrategies) {
		return new SshCommandExecutor(registry, access, interceptors, results, failures,
				new CommandObservers(() -> observers.orderedStream().toList()),
				securityContextHolderStrategies.getIfUnique(SecurityContextHolder::getContextHolderStrategy));
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshLineRunner sshLineRunner(SshCommandExecutor executor, SecretMask mask, SshConsoleProperties properties,
			Environment environment) {
		return new SshLineRunner(executor, mask, SshThreads.factory(environment), properties.execution().timeLimit());
	}

}
