package io.sshconsole.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.boot.server.SshServerStartedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * The server in the life of applications: when its port is open, and what is left when it
 * stops.
 */
@ExtendWith(OutputCaptureExtension.class)
class LifecycleOverSshTests {

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	private final List<SshServerStartedEvent> started = new ArrayList<>();

	@TempDir
	private Path directory;

	private Path key;

	@BeforeEach
	void generateKey() {
		OpenSsh.requireInstalled();
		this.key = OpenSsh.generateKey(this.directory, "ada");
	}

	@AfterEach
	void close() {
		this.contexts.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void portOpensBehindTheRunnersIfItWaitsForThem() throws Exception {
		List<Boolean> listening = new ArrayList<>();
		ConfigurableApplicationContext context = run("ada", runner((lifecycle) -> listening.add(lifecycle.isRunning())),
				"ssh-console.start=when-ready");
		assertThat(listening).containsExactly(false);
		assertThat(login(context, "ada").out()).isEqualTo("hello\n");
	}

	@Test
	void portIsOpenWhileRunnersRunUnlessToldOtherwise() {
		List<Boolean> listening = new ArrayList<>();
		run("ada", runner((lifecycle) -> listening.add(lifecycle.isRunning())));
		assertThat(listening).containsExactly(true);
	}

	@Test
	void portIsNeverOpenIfARunnerFails() {
		assertThatException().isThrownBy(() -> run("ada", runner((lifecycle) -> {
			throw new IllegalStateException("not ready");
		}), "ssh-console.start=when-ready")).withMessage("not ready");
		assertThat(this.started).isEmpty();
	}

	@Test
	void portInUseIsExplainedAlsoIfItIsFoundLate(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			assertThatException().isThrownBy(() -> run("ada", runner((lifecycle) -> {
			}), "ssh-console.start=when-ready", "ssh-console.port=" + taken.getLocalPort()));
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("port " + taken.getLocalPort() + ": it is already in use");
		}
	}

	/**
	 * What a checkpoint of the process needs (CRaC), which stops and starts the context.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "with-context", "when-ready" })
	void stoppedContextHasNeitherThreadsNorAPortAndComesBack(String start) throws Exception {
		Set<Thread> before = threads();
		int port = FreePort.find();
		ConfigurableApplicationContext context = run("ada", runner((lifecycle) -> {
		}), "ssh-console.start=" + start, "ssh-console.port=" + port);
		assertThat(login(context, "ada").status()).isZero();
		Process client = shell(context);
		try {
			context.stop();
			assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
			await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
			await().until(() -> isFree(port));
			context.start();
			assertThat(login(context, "ada").out()).isEqualTo("hello\n");
		}
		finally {
			client.destroyForcibly();
		}
	}

	/**
	 * What devtools do: the old application ends, the new one wants the same port.
	 */
	@Test
	void nextApplicationGetsThePortOfOneThatHadClients() throws Exception {
		int port = FreePort.find();
		ConfigurableApplicationContext first = run("ada", runner((lifecycle) -> {
		}), "ssh-console.port=" + port);
		Process client = shell(first);
		try {
			first.close();
			ConfigurableApplicationContext second = run("ada", runner((lifecycle) -> {
			}), "ssh-console.port=" + port);
			assertThat(login(second, "ada").out()).isEqualTo("hello\n");
		}
		finally {
			client.destroyForcibly();
		}
	}

	@Test
	void applicationsInOneProcessHaveTheirOwnServersAndUsers() throws Exception {
		ConfigurableApplicationContext first = run("ada", runner((lifecycle) -> {
		}));
		ConfigurableApplicationContext second = run("bob", runner((lifecycle) -> {
		}));
		assertThat(port(first)).isNotEqualTo(port(second));
		assertThat(login(second, "ada").status()).isEqualTo(255);
		first.close();
		assertThat(login(second, "bob").out()).isEqualTo("hello\n");
	}

	@Test
	void childContextHasNoServerOfItsOwn() throws Exception {
		ConfigurableApplicationContext parent = run("ada", runner((lifecycle) -> {
		}), "ssh-console.start=when-ready");
		int port = port(parent);
		ConfigurableApplicationContext child = new SpringApplicationBuilder(Empty.class).parent(parent)
			.web(WebApplicationType.NONE)
			.run();
		assertThat(this.started).hasSize(1);
		child.close();
		assertThat(port(parent)).isEqualTo(port);
		assertThat(login(parent, "ada").out()).isEqualTo("hello\n");
	}

	private ConfigurableApplicationContext run(String user, Runner runner, String... properties) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.initializers((created) -> created.getBeanFactory().registerSingleton("runner", runner))
			.listeners((ApplicationListener<SshServerStartedEvent>) this.started::add)
			.properties(TestProperties.ANY_PORT, TestProperties.HOST_KEY, "ssh-console.shell.prompt=ssh> ",
					"ssh-console.users." + user + ".authorized-keys=" + OpenSsh.publicKey(this.key))
			.run(Arrays.stream(properties).map((property) -> "--" + property).toArray(String[]::new));
		this.contexts.add(context);
		return context;
	}

	private static Runner runner(Runner runner) {
		return runner;
	}

	private Result login(ConfigurableApplicationContext context, String user) throws Exception {
		return OpenSsh.client(context).key(user, this.key).run("hello");
	}

	private Process shell(ConfigurableApplicationContext context) throws IOException {
		Process client = OpenSsh.client(context).key("ada", this.key).with("-tt").start();
		StringBuilder text = new StringBuilder();
		for (int next = 0; next >= 0 && text.indexOf("ssh> ") < 0;) {
			next = client.getInputStream().read();
			text.append((char) next);
		}
		return client;
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.ssh-console.port", Integer.class);
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("ssh-"))
			.collect(Collectors.toCollection(HashSet::new));
	}

	/**
	 * Looks at the server when runners run.
	 */
	@FunctionalInterface
	interface Runner {

		void run(SshServerLifecycle lifecycle);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ApplicationRunner look(Runner runner, SshServerLifecycle lifecycle) {
			return (arguments) -> runner.run(lifecycle);
		}

		@Bean
		Commands commands() {
			return new Commands();
		}

	}

	static class Commands {

		@SshCommand(name = "hello")
		String hello() {
			return "hello";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
