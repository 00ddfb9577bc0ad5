package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.shell.CompletionValues;
import io.sshconsole.boot.shell.HistoryFiles;
import io.sshconsole.boot.shell.LivePrompt;
import io.sshconsole.boot.shell.RecentHealth;
import io.sshconsole.boot.shell.SessionCommands;
import io.sshconsole.boot.shell.ShellNotices;
import io.sshconsole.boot.shell.SshShellBanner;
import io.sshconsole.boot.shell.SshShellHealth;
import io.sshconsole.boot.shell.SshShellPrompt;
import io.sshconsole.boot.shell.SshShellSettings;
import io.sshconsole.boot.shell.SshShells;
import io.sshconsole.boot.shell.TextBanner;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Auto-configuration of interactive sessions. Without JLine there are commands only.
 */
@AutoConfiguration(after = { SshExecutionAutoConfiguration.class, SshShellHealthAutoConfiguration.class })
@ConditionalOnClass(name = "org.jline.reader.LineReader")
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
@Lazy
public final class SshShellAutoConfiguration {

	SshShellAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SshShellSettings sshShellSettings(SshConsoleProperties properties) {
		SshConsoleShell shell = properties.shell();
		return new SshShellSettings(shell.prompt(), shell.continuationPrompt(), shell.editMode(), shell.historySize(),
				shell.historyDirectory(), properties.limits().idleTimeout(), shell.idleWarning());
	}

	@Bean
	@ConditionalOnMissingBean(SshShellPrompt.class)
	LivePrompt sshShellPrompt(SshShellSettings settings, Environment environment,
			ObjectProvider<SshShellHealth> health) {
		return new LivePrompt(settings.prompt(), application(environment),
				new RecentHealth(health.getIfUnique(() -> Optional::empty), SshThreads.factory(environment)));
	}

	@Bean
	@ConditionalOnMissingBean
	SshShellBanner sshShellBanner(SshConsoleProperties properties, Environment environment,
			ApplicationContext context) {
		String location = properties.shell().banner();
		if (location.equals(SshConsoleShell.NO_BANNER)) {
			return (session, terminal, out) -> {
			};
		}
		return new TextBanner(new ShellBannerSource(context).find(location), environment, application(environment));
	}

	private static String application(Environment environment) {
		return environment.getProperty("spring.application.name", "ssh");
	}

	@Bean
	@ConditionalOnMissingBean
	ShellNotices sshNotices() {
		return new ShellNotices();
	}

	@Bean
	@ConditionalOnMissingBean
	SessionCommands sshSessionCommands() {
		return new SessionCommands();
	}

	@Bean
	@ConditionalOnMissingBean
	SshShells sshShells(SshLineRunner lines, SshCommandExecutor commands, SshShellPrompt prompt, SshShellBanner banner,
			ShellNotices notices, SshShellSettings settings, ApplicationContext context) {
		return new SshShells(lines, commands, completionValues(context), prompt, banner, notices, histories(settings),
				settings);
	}

	private static CompletionValues completionValues(ApplicationContext context) {
		Map<Class<?>, SshCompletionProvider> made = new ConcurrentHashMap<>();
		return new CompletionValues((type) -> provider(type, context, made),
				SshThreads.factory(context.getEnvironment()),
				context.getBeanProvider(SecurityContextHolderStrategy.class)
					.getIfUnique(SecurityContextHolder::getContextHolderStrategy));
	}

	private static <T extends SshCompletionProvider> SshCompletionProvider provider(Class<T> type,
			ApplicationContext context, Map<Class<?>, SshCompletionProvider> made) {
		T bean = context.getBeanProvider(type).getIfUnique();
		return (bean != null) ? bean
				: made.computeIfAbsent(type, (missing) -> context.getAutowireCapableBeanFactory().createBean(type));
	}

	private static @Nullable HistoryFiles histories(SshShellSettings settings) {
		Path directory = settings.historyDirectory();
		try {
			return (directory != null) ? HistoryFiles.in(directory, settings.historySize()) : null;
		}
		catch (IOException ex) {
			throw SshConsoleShell.invalidHistoryDirectory(directory, ex);
		}
	}

}
