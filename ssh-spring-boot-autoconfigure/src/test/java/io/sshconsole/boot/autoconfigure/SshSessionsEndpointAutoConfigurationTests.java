package io.sshconsole.boot.autoconfigure;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.sshconsole.boot.OpenSsh;
import io.sshconsole.boot.actuate.SshSessionsEndpoint;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.server.OpenSessions;
import io.sshconsole.boot.server.SshServerLifecycle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SshSessionsEndpointAutoConfiguration}, as clients of JMX see it.
 */
class SshSessionsEndpointAutoConfigurationTests {

	private static final String EXPOSED = "management.endpoints.jmx.exposure.include=sshsessions";

	@TempDir
	private Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void createRunner() {
		this.runner = ServerRunner
			.with(SshSessionsEndpointAutoConfiguration.class, SshSessionsAutoConfiguration.class,
					JmxAutoConfiguration.class, EndpointAutoConfiguration.class, JmxEndpointAutoConfiguration.class)
			.withBean(Commands.class)
			.withPropertyValues("spring.jmx.enabled=true", "spring.jmx.default-domain=" + this.directory.getFileName());
	}

	@Test
	void onlyListsUnlessAccessIsWidened() {
		this.runner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context.getBean(MBeanServer.class).getMBeanInfo(endpoint()).getOperations())
				.extracting(MBeanOperationInfo::getName)
				.containsExactly("sessions"));
		this.runner.withPropertyValues(EXPOSED, "management.endpoint.sshsessions.access=UNRESTRICTED")
			.run((context) -> assertThat(context.getBean(MBeanServer.class).getMBeanInfo(endpoint()).getOperations())
				.extracting(MBeanOperationInfo::getName)
				.containsExactlyInAnyOrder("sessions", "end"));
	}

	@Test
	void listsAndEndsSessionsOfRealClients() {
		this.runner.withPropertyValues(EXPOSED, "management.endpoint.sshsessions.access=UNRESTRICTED")
			.run((context) -> {
				int port = context.getBean(SshServerLifecycle.class).server().orElseThrow().port();
				Process client = OpenSsh.client(port).password("ada", "secret").start("wait");
				OpenSessions sessions = context.getBean(OpenSessions.class);
				await().until(() -> sessions.list().stream().anyMatch((session) -> session.channels() == 1));
				assertThat(String.valueOf(invoke(context, "sessions"))).contains("ada", "127.0.0.1", "password");
				invoke(context, "end", sessions.list().get(0).session());
				assertThat(new String(client.getErrorStream().readAllBytes())).contains("ended by an operator");
				assertThat(client.waitFor()).isEqualTo(255);
			});
	}

	@Test
	void isThereOnlyIfItIsExposed() {
		this.runner.withPropertyValues("management.endpoints.jmx.exposure.include=health")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshSessionsEndpoint.class));
		this.runner.withPropertyValues(EXPOSED, "management.endpoint.sshsessions.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshSessionsEndpoint.class));
	}

	@Test
	void needsAServerAndTheActuator() {
		this.runner.withPropertyValues(EXPOSED, "ssh-console.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshSessionsEndpoint.class));
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SshSessionsEndpointAutoConfiguration.class,
					SshSessionsAutoConfiguration.class))
			.withPropertyValues(EXPOSED)
			.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("sshSessionsEndpoint"));
	}

	private Object invoke(ApplicationContext context, String operation, String... arguments) throws Exception {
		String[] signature = Arrays.stream(arguments).map((argument) -> String.class.getName()).toArray(String[]::new);
		return context.getBean(MBeanServer.class).invoke(endpoint(), operation, arguments, signature);
	}

	private ObjectName endpoint() throws Exception {
		return new ObjectName(this.directory.getFileName() + ":type=Endpoint,name=Sshsessions");
	}

	static class Commands {

		@SshCommand(name = "wait")
		void await() throws InterruptedException {
			new CountDownLatch(1).await();
		}

	}

}
