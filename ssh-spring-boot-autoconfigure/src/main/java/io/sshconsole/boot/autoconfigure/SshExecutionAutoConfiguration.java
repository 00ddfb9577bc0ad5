package io.sshconsole.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.command.HelpCommand;
import io.sshconsole.boot.command.HelpPageRenderer;
import io.sshconsole.boot.command.SecretMask;
import io.sshconsole.boot.command.SshCommandAccess;
import io.sshconsole.boot.command.SshCommandInterceptor;
import io.sshconsole.boot.command.SshCommandObserver;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshExceptionResolver;
import io.sshconsole.boot.command.SshResultRenderer;
import io.sshconsole.boot.command.WhoAmICommand;
import io.sshconsole.boot.execution.CommandFailure;
import io.sshconsole.boot.execution.CommandObservers;
import io.sshconsole.boot.execution.InterceptorChain;
import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.execution.StackTraces;
import io.sshconsole.boot.execution.WatchCommand;
import io.sshconsole.boot.filter.Filters;
import io.sshconsole.boot.render.JacksonTree;
import io.sshconsole.boot.render.ResultWriter;
import io.sshconsole.boot.render.ValueTree;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Auto-configuration of what runs lines, of what happens around their commands and to
 * their results, and of the built-in commands.
 */
@AutoConfiguration(after = SshCommandAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
@Lazy
public final class SshExecutionAutoConfiguration {

	SshExecutionAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ResultWriter sshResultWriter(ObjectProvider<SshResultRenderer> others, ObjectProvider<ValueTree> trees) {
		List<SshResultRenderer> renderers = new ArrayList<>(others.orderedStream().toList());
		renderers.add(new HelpPageRenderer());
		return new ResultWriter(renderers, trees.getIfUnique());
	}

	@Bean
	@ConditionalOnMissingBean
	SshCommandExecutor sshCommandExecutor(SshCommandRegistry registry, SshCommandAccess access, ResultWriter results,
			SshConsoleProperties properties, ListableBeanFactory beanFactory) {
		ObjectProvider<SshCommandInterceptor> interceptors = beanFactory.getBeanProvider(SshCommandInterceptor.class);
		ObjectProvider<SshExceptionResolver> resolvers = beanFactory.getBeanProvider(SshExceptionResolver.class);
		ObjectProvider<SshCommandObserver> observers = beanFactory.getBeanProvider(SshCommandObserver.class);
		return new SshCommandExecutor(registry, access,
				new InterceptorChain(() -> interceptors.orderedStream().toList()), results,
				new CommandFailure(() -> resolvers.orderedStream().toList(),
						new StackTraces(properties.execution().stacktraceAuthority())),
				new CommandObservers(() -> observers.orderedStream().toList()),
				beanFactory.getBeanProvider(SecurityContextHolderStrategy.class)
					.getIfUnique(SecurityContextHolder::getContextHolderStrategy));
	}

	@Bean
	@ConditionalOnMissingBean
	SshLineRunner sshLineRunner(SshCommandExecutor executor, SshCommandRegistry registry,
			SshConsoleProperties properties, Environment environment) {
		return new SshLineRunner(executor, new SecretMask(registry), SshThreads.factory(environment),
				properties.execution().timeLimit());
	}

	@Bean
	@ConditionalOnMissingBean
	HelpCommand sshHelpCommand(ObjectProvider<SshCommandRegistry> registry, SshCommandAccess access) {
		return new HelpCommand(registry::getObject, access, Filters::names, Filters::usage);
	}

	@Bean
	@ConditionalOnMissingBean
	WhoAmICommand sshWhoAmICommand() {
		return new WhoAmICommand();
	}

	@Bean
	@ConditionalOnMissingBean
	WatchCommand sshWatchCommand(ObjectProvider<SshLineRunner> lines) {
		return new WatchCommand(lines::getObject);
	}

	/**
	 * JSON as the rest of the application writes it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class Jackson {

		@Bean
		@Lazy
		@ConditionalOnSingleCandidate(JsonMapper.class)
		@ConditionalOnMissingBean(ValueTree.class)
		JacksonTree sshJacksonTree(JsonMapper mapper) {
			return new JacksonTree(mapper);
		}

	}

}
