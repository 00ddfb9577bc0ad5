package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.server.ShutdownCommand;
import io.sshconsole.boot.server.SpringServerInterfaceFactory;
import io.sshconsole.boot.server.SshHostKeySource;
import io.sshconsole.boot.server.SshServerCustomizer;
import io.sshconsole.boot.server.SshServerGracefulShutdown;
import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.boot.server.SshServerStart;
import io.sshconsole.boot.server.SshTasks;
import io.sshconsole.boot.server.StartWhenReady;
import io.sshconsole.boot.shell.SshNotices;
import io.sshconsole.boot.shell.SshRecorder;
import io.sshconsole.boot.shell.SshShells;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.SshServerBuilder;
import io.sshconsole.ssh.TransportListener;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;

/**
 * Auto-configuration of the SSH server and its life.
 */
@AutoConfiguration(after = { SshSecurityAutoConfiguration.class, SshExecutionAutoConfiguration.class,
		SshShellAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshServerAutoConfiguration {

	/**
	 * How a banner starts that is not the text itself.
	 */
	private static final List<String> BANNER_LOCATIONS = List.of("classpath:", "file:", "base64:");

	/**
	 * How long the context waits unless {@code spring.lifecycle} says otherwise.
	 */
	private static final Duration SHUTDOWN_PHASE = Duration.ofSeconds(30);

	SshServerAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SshTasks sshTasks(SshLineRunner lines, ObjectProvider<SshShells> shells, ObjectProvider<SshRecorder> recorders,
			SshConsoleProperties properties, Environment environment) {
		return new SshTasks(lines, shells.getIfAvailable(), properties.output().colour(),
				SshThreads.factory(environment), recorders.getIfAvailable(() -> SshRecorder.NONE));
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	SpringServerInterfaceFactory sshServerInterfaceFactory(SshAuthenticationBridge authentication, SshTasks tasks,
			SshConsoleProperties properties, ResourceLoader resourceLoader) {
		String banner = properties.banner();
		return new SpringServerInterfaceFactory(authentication, tasks,
				(banner != null) ? banner(banner, ApplicationResourceLoader.get(resourceLoader)) : null);
	}

	private static String banner(String banner, ResourceLoader resourceLoader) {
		String text = BANNER_LOCATIONS.stream().anyMatch(banner::startsWith) ? read(banner, resourceLoader) : banner;
		// Clients print it as it is, and a prompt for the password must not be appended
		return text.endsWith("\n") ? text : text + "\n";
	}

	private static String read(String banner, ResourceLoader resourceLoader) {
		try {
			return resourceLoader.getResource(banner).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new InvalidConfigurationPropertyValueException("ssh-console.banner", banner,
					"It cannot be read: " + ex.getMessage(), ex);
		}
	}

	@Bean
	@ConditionalOnMissingBean
	SshServerLifecycle sshServerLifecycle(SshConsoleProperties properties,
			ObjectProvider<SpringServerInterfaceFactory> serverInterfaces, ObjectProvider<TransportListener> listeners,
			ObjectProvider<SshServerCustomizer> customizers, ApplicationContext context) {
		SshHostKeySource hostKeys = new SshHostKeySource(ApplicationResourceLoader.get(context, true),
				properties.hostKeys(), properties.hostKeyDirectory());
		return new SshServerLifecycle(() -> {
			ThreadFactory threads = SshThreads.factory(context.getEnvironment());
			SshServerBuilder builder = SshServer.builder()
				.serverInterface(serverInterfaces.getObject())
				.threadFactory(threads)
				.taskExecutor((task) -> threads.newThread(task).start())
				.hostKeys(hostKeys.load());
			listeners.orderedStream().forEach(builder::listener);
			new PropertiesSshServerCustomizer(properties).customize(builder);
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		}, new InetSocketAddress(properties.address(), properties.port()), context, start(properties));
	}

	/**
	 * Honours the switch as well: conditions of an application that is processed ahead of
	 * time have been decided by the time it runs.
	 */
	private static SshServerStart start(SshConsoleProperties properties) {
		if (!properties.enabled()) {
			return SshServerStart.NEVER;
		}
		return (properties.start() == SshConsoleProperties.Start.WHEN_READY) ? SshServerStart.WHEN_READY
				: SshServerStart.WITH_CONTEXT;
	}

	@Bean
	@ConditionalOnMissingBean
	StartWhenReady sshStartWhenReady(ApplicationContext context, SshServerLifecycle lifecycle) {
		return new StartWhenReady(context, lifecycle);
	}

	@Bean
	@ConditionalOnMissingBean
	SshServerGracefulShutdown sshServerGracefulShutdown(SshServerLifecycle lifecycle, ObjectProvider<SshTasks> tasks,
			ObjectProvider<SshNotices> notices, SshConsoleProperties properties,
			ObjectProvider<LifecycleProperties> lifecycleProperties) {
		LifecycleProperties phases = lifecycleProperties.getIfAvailable();
		Duration phase = (phases != null) ? phases.getTimeoutPerShutdownPhase() : SHUTDOWN_PHASE;
		// Not multipliedBy: it initializes BigDecimal, which takes a while
		Duration gracePeriod = Duration.ofMillis(phase.toMillis() / 10 * 9);
		return new SshServerGracefulShutdown(lifecycle, tasks::getObject, notices::getIfUnique, gracePeriod,
				properties.enabled() && properties.shutdown() == SshConsoleProperties.Shutdown.GRACEFUL);
	}

	/**
	 * Forbids the shutdown to everybody where no authority is asked for it. Not a
	 * condition: those of an application that is processed ahead of time are old.
	 */
	@Bean
	@Lazy
	CommandAuthority sshShutdownRule(SshConsoleProperties properties, ObjectProvider<RoleHierarchy> roleHierarchies) {
		SshConsoleCommand shutdown = properties.commands().get("shutdown");
		return new CommandAuthority(ShutdownCommand.class, (shutdown != null) ? shutdown.authority() : null,
				roleHierarchies);
	}

	@Bean
	@Lazy
	@ConditionalOnProperty("ssh-console.commands.shutdown.authority")
	@ConditionalOnMissingBean
	ShutdownCommand sshShutdownCommand(ConfigurableApplicationContext context, SshServerLifecycle lifecycle) {
		return new ShutdownCommand(context, lifecycle);
	}

}
