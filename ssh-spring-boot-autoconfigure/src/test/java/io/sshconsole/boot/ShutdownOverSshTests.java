package io.sshconsole.boot;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.server.ShutdownCommand;
import io.sshconsole.boot.server.SshServerLifecycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The command {@code shutdown} with the real client.
 */
class ShutdownOverSshTests {

	private static final String AUTHORITY = "--ssh-console.commands.shutdown.authority=ROLE_ADMIN";

	private static final String LINE = "The application is shutting down.\n";

	private static final Pattern PORT = Pattern.compile("SSH server started on port (\\d+)");

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	@TempDir
	private Path directory;

	private Path key;

	@BeforeEach
	void generateKey() {
		OpenSsh.requireInstalled();
		this.key = OpenSsh.generateKey(this.directory, "key");
	}

	@AfterEach
	void close() {
		this.contexts.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void endsTheProcessInOrder() throws Exception {
		List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", System.getProperty("java.class.path"), ShutdownOverSshTests.class.getName(), AUTHORITY));
		line.addAll(properties());
		Process application = new ProcessBuilder(line).redirectErrorStream(true).start();
		try (BufferedReader log = application.inputReader()) {
			int port = 0;
			for (String text = log.readLine(); text != null && port == 0; text = log.readLine()) {
				Matcher matcher = PORT.matcher(text);
				port = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
			}
			Result result = OpenSsh.client(port).key("admin", this.key).run("shutdown");
			assertThat(result.out()).isEqualTo(LINE);
			assertThat(result.status()).isZero();
			String rest = String.join("\n", log.lines().toList());
			assertThat(application.waitFor()).as(rest).isZero();
			assertThat(rest).doesNotContain("WARN", "ERROR");
		}
		finally {
			application.destroyForcibly();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void clientHearsHowItEnded(String shutdown) throws Exception {
		ConfigurableApplicationContext context = run(AUTHORITY, "--ssh-console.shutdown=" + shutdown);
		Result result = client(context, "admin").run("shutdown");
		assertThat(result.out()).isEqualTo(LINE);
		assertThat(result.status()).isZero();
		await().until(() -> !context.isActive());
	}

	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void endsTheShellThatItWasTypedInto(String shutdown) throws Exception {
		ConfigurableApplicationContext context = run(AUTHORITY, "--ssh-console.shutdown=" + shutdown);
		Result result = client(context, "admin").with("-tt").input("shutdown\n").run();
		assertThat(result.out()).contains(LINE.strip());
		assertThat(result.status()).isZero();
		await().until(() -> !context.isActive());
	}

	@Test
	void needsTheAuthority() throws Exception {
		ConfigurableApplicationContext context = run(AUTHORITY);
		assertThat(client(context, "ada").run("shutdown").status()).isEqualTo(126);
		assertThat(client(context, "ada").run("help").out()).doesNotContain("shutdown");
		assertThat(client(context, "admin").run("help").out()).contains("shutdown");
		assertThat(context.isActive()).isTrue();
	}

	@Test
	void isNotThereWithoutAnAuthority() throws Exception {
		assertThat(client(run(), "admin").run("shutdown").status()).isEqualTo(127);
	}

	/**
	 * An application that is processed ahead of time has the command because there was an
	 * authority then, and runs with other properties.
	 */
	@Test
	void isForbiddenToAllIfTheAuthorityIsTakenAwayLater() throws Exception {
		ConfigurableApplicationContext context = run("--spring.main.sources=" + Frozen.class.getName());
		assertThat(client(context, "admin").run("shutdown").status()).isEqualTo(126);
		assertThat(context.isActive()).isTrue();
	}

	private ConfigurableApplicationContext run(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addAll(properties());
		ConfigurableApplicationContext context = application().run(all.toArray(String[]::new));
		this.contexts.add(context);
		return context;
	}

	private List<String> properties() {
		return List.of("--" + TestProperties.ANY_PORT, "--" + TestProperties.HOST_KEY,
				"--ssh-console.users.admin.roles=ADMIN",
				"--ssh-console.users.admin.authorized-keys=" + OpenSsh.publicKey(this.key),
				"--ssh-console.users.ada.authorized-keys=" + OpenSsh.publicKey(this.key));
	}

	private OpenSsh.Login client(ConfigurableApplicationContext context, String user) {
		return OpenSsh.client(context).key(user, this.key);
	}

	private static SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE);
	}

	public static void main(String[] arguments) {
		application().run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class Frozen {

		@Bean
		ShutdownCommand shutdownCommand(ConfigurableApplicationContext context, SshServerLifecycle lifecycle) {
			return new ShutdownCommand(context, lifecycle);
		}

	}

}
