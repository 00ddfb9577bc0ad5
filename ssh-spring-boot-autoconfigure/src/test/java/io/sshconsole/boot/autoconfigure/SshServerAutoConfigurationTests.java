package io.sshconsole.boot.autoconfigure;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.server.InvalidHostKeyException;
import io.sshconsole.boot.server.SpringServerInterfaceFactory;
import io.sshconsole.boot.server.SshServerBindException;
import io.sshconsole.boot.server.SshServerCustomizer;
import io.sshconsole.boot.server.SshServerGracefulShutdown;
import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.boot.server.SshServerPortInfoApplicationContextInitializer;
import io.sshconsole.boot.server.SshServerStartedEvent;
import io.sshconsole.boot.shell.SshShellSettings;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.TransportListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SshServerAutoConfiguration}.
 */
class SshServerAutoConfigurationTests {

	@TempDir
	private Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void createRunner() {
		this.runner = ServerRunner.with(LifecycleAutoConfiguration.class)
			.withInitializer(new SshServerPortInfoApplicationContextInitializer())
			.withPropertyValues("ssh-console.host-key-directory=" + this.directory);
	}

	@Test
	void startsTheServerWithTheContextAndPublishesItsPort() {
		this.runner.run((context) -> {
			SshServer server = context.getBean(SshServerLifecycle.class).server().orElseThrow();
			assertThat(server.isRunning()).isTrue();
			assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
			assertThat(context.getEnvironment().getProperty("local.ssh-console.port", Integer.class))
				.isEqualTo(server.port());
			assertThat(this.directory.resolve("ssh_host_ed25519_key")).exists();
		});
	}

	@Test
	void switchedOffThereIsNoServer() {
		this.runner.withPropertyValues("ssh-console.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SshServerLifecycle.class)
				.doesNotHaveBean(SshServerGracefulShutdown.class)
				.doesNotHaveBean(SshShellSettings.class));
	}

	@Test
	void contextCanBeStoppedAndStartedAgain() {
		List<SshServerStartedEvent> events = new ArrayList<>();
		this.runner.withInitializer(
				(context) -> context.addApplicationListener((ApplicationListener<SshServerStartedEvent>) events::add))
			.run((context) -> {
				ConfigurableApplicationContext source = (ConfigurableApplicationContext) context
					.getSourceApplicationContext();
				SshServerLifecycle lifecycle = context.getBean(SshServerLifecycle.class);
				source.stop();
				assertThat(lifecycle.isRunning()).isFalse();
				assertThat(context.getBean(SshServerGracefulShutdown.class).isRunning()).isFalse();
				source.start();
				assertThat(lifecycle.isRunning()).isTrue();
				assertThat(context.getEnvironment().getProperty("local.ssh-console.port", Integer.class))
					.isEqualTo(lifecycle.server().orElseThrow().port());
			});
		assertThat(events).hasSize(2);
	}

	@Test
	void pauseOfATestContextLeavesTheServerAlone() {
		this.runner.run((context) -> {
			SshServer server = context.getBean(SshServerLifecycle.class).server().orElseThrow();
			((ConfigurableApplicationContext) context.getSourceApplicationContext()).pause();
			assertThat(context.getBean(SshServerLifecycle.class).server()).contains(server);
			assertThat(server.isRunning()).isTrue();
		});
	}

	@Test
	void immediateShutdownHasNoPatience() {
		this.runner.run((context) -> assertThat(context.getBean(SshServerGracefulShutdown.class).isRunning()).isTrue());
		this.runner.withPropertyValues("ssh-console.shutdown=immediate")
			.run((context) -> assertThat(context.getBean(SshServerGracefulShutdown.class).isRunning()).isFalse());
	}

	@Test
	@Timeout(value = 20, unit = TimeUnit.SECONDS)
	void contextClosesWithoutWaitingForNothing() {
		this.runner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=1h")
			.run((context) -> ((ConfigurableApplicationContext) context.getSourceApplicationContext()).close());
	}

	@Test
	void customizersHaveTheLastWord() {
		TransportListener listener = new TransportListener() {
		};
		this.runner.withPropertyValues("ssh-console.address=0.0.0.0")
			.withBean(SshServerCustomizer.class,
					() -> (builder) -> builder.address(InetAddress.getLoopbackAddress()).listener(listener))
			.run((context) -> assertThat(
					context.getBean(SshServerLifecycle.class).server().orElseThrow().address().getAddress())
				.isEqualTo(InetAddress.getLoopbackAddress()));
	}

	@Test
	void bannerIsTextOrALocation() throws Exception {
		Path file = Files.writeString(this.directory.resolve("banner"), "Hello\n");
		this.runner.withPropertyValues("ssh-console.banner=file:" + file)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SpringServerInterfaceFactory.class));
		this.runner.withPropertyValues("ssh-console.banner=Note: authorised users only")
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues("ssh-console.banner=classpath:missing.txt")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(InvalidConfigurationPropertyValueException.class.getName()));
	}

	@Test
	void portInUseFailsTheContext() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			this.runner.withPropertyValues("ssh-console.port=" + socket.getLocalPort())
				.run((context) -> assertThat(context).getFailure()
					.hasStackTraceContaining(SshServerBindException.class.getName()));
		}
	}

	@Test
	void hostKeyThatIsNoKeyFailsTheContext() {
		this.runner.withPropertyValues("ssh-console.host-keys=base64:Z2FyYmFnZQ==")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(InvalidHostKeyException.class.getName()));
	}

	@Test
	void worksWithoutJLine() {
		this.runner.withClassLoader(new FilteredClassLoader("org.jline"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SshServerLifecycle.class)
				.doesNotHaveBean(SshShellSettings.class));
	}

	@Test
	void worksWithoutHealth() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.withUserConfiguration(Health.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SshServerLifecycle.class));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(SshHealthContributorAutoConfiguration.class)
	static class Health {

	}

}
