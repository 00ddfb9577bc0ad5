package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.command.HelpCommand;
import io.sshconsole.boot.command.HelpPageRenderer;
import io.sshconsole.boot.command.SecretMask;
import io.sshconsole.boot.command.SshCommandAccess;
import io.sshconsole.boot.command.SshCommandInterceptor;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshExceptionResolver;
import io.sshconsole.boot.command.WhoAmICommand;
import io.sshconsole.boot.execution.CommandFailure;
import io.sshconsole.boot.execution.InterceptorChain;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.execution.StackTraces;
import io.sshconsole.boot.execution.WatchCommand;
import io.sshconsole.boot.filter.Filters;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of what happens around commands, and of the built-in ones.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshInteractionAutoConfiguration {

	SshInteractionAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	InterceptorChain sshInterceptorChain(ObjectProvider<SshCommandInterceptor> interceptors) {
		return new InterceptorChain(() -> interceptors.orderedStream().toList());
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	CommandFailure sshCommandFailure(ObjectProvider<SshExceptionResolver> resolvers, SshConsoleProperties properties) {
		return new CommandFailure(() -> resolvers.orderedStream().toList(),
				new StackTraces(properties.execution().stacktraceAuthority()));
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	HelpCommand sshHelpCommand(ObjectProvider<SshCommandRegistry> registry, SshCommandAccess access) {
		return new HelpCommand(registry::getObject, access, Filters::names, Filters::usage);
	}

	@Bean
	@Lazy
	HelpPageRenderer sshHelpPageRenderer() {
		return new HelpPageRenderer();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WhoAmICommand sshWhoAmICommand() {
		return new WhoAmICommand();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WatchCommand sshWatchCommand(ObjectProvider<SshLineRunner> lines, SecretMask mask) {
		return new WatchCommand(lines::getObject, mask);
	}

}
