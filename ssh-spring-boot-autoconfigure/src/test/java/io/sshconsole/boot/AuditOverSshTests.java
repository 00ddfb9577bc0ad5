package io.sshconsole.boot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.sshconsole.boot.OpenSsh.Login;
import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/**
 * What is in the audit trail after the {@code ssh} command was used.
 */
@OpenSshTest(properties = { "ssh-console.shell.prompt=app> ", "ssh-console.shell.banner=none",
		"ssh-console.users.ada.password=secret", "ssh-console.users.ada.roles=USER" })
class AuditOverSshTests {

	@TempDir
	private static Path directory;

	private static Path key;

	private static Path certified;

	private static Path authority;

	@Autowired
	private AuditEventRepository trail;

	@Autowired
	private Commands commands;

	@Autowired
	private OpenSsh ssh;

	private int before;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.users.ada.authorized-keys[0]", () -> OpenSsh.publicKey(key));
		registry.add("ssh-console.authentication.trusted-user-ca-keys", () -> "file:" + authority + ".pub");
	}

	@BeforeAll
	static void generateKeys() {
		key = OpenSsh.generateKey(directory, "key");
		certified = OpenSsh.generateKey(directory, "certified");
		authority = OpenSsh.generateKey(directory, "authority");
		OpenSsh.keygen("-q", "-s", authority.toString(), "-I", "ada's laptop", "-n", "ada", "-z", "7",
				certified + ".pub");
	}

	@BeforeEach
	void awaitQuiet() {
		await().until(() -> all("SSH_SESSION_OPENED") == all("SSH_SESSION_CLOSED")
				&& all("LOGOUT_SUCCESS") == all("SSH_SESSION_OPENED"));
		this.before = this.trail.find(null, null, null).size();
	}

	@Test
	void aSessionIsThereFromLogInToLogOut() throws Exception {
		assertThat(login().run("say", "hello").status()).isZero();
		await().until(() -> types().contains("LOGOUT_SUCCESS") && types().contains("SSH_SESSION_CLOSED"));
		assertThat(types()).containsExactlyInAnyOrder("AUTHENTICATION_SUCCESS", "SSH_SESSION_OPENED", "SSH_COMMAND",
				"LOGOUT_SUCCESS", "SSH_SESSION_CLOSED");
		assertThat(types()).startsWith("AUTHENTICATION_SUCCESS", "SSH_SESSION_OPENED", "SSH_COMMAND");
		assertThat(events()).extracting(AuditEvent::getPrincipal).containsOnly("ada");
		AuditEvent opened = only("SSH_SESSION_OPENED");
		assertThat(opened.getData()).containsEntry("address", "127.0.0.1")
			.containsEntry("methods", "publickey")
			.extractingByKey("client")
			.asString()
			.contains("OpenSSH");
		assertThat(only("SSH_SESSION_CLOSED").getData()).containsEntry("session", opened.getData().get("session"))
			.containsKey("durationMillis")
			.doesNotContainKey("reason");
	}

	@Test
	void aCommandIsThereWithWhoRanItFromWhereAndHowItEnded() throws Exception {
		assertThat(login().run("fail", "7").status()).isEqualTo(7);
		assertThat(only("SSH_COMMAND").getData())
			.contains(entry("command", "fail"), entry("line", "fail 7"), entry("status", 7L),
					entry("address", "127.0.0.1"), entry("methods", "publickey"), entry("key", fingerprint(key)))
			.containsKeys("session", "durationMillis")
			.doesNotContainKey("certificate");
	}

	@Test
	void aResultThatFailsWhileItIsWrittenIsThereAsAFailure() throws Exception {
		assertThat(login().run("rows").out()).isEqualTo("1\n");
		assertThat(only("SSH_COMMAND").getData()).contains(entry("command", "rows"), entry("status", 1L));
	}

	@Test
	void aCertificateIsThereWithItsIdAndSerialNumber() throws Exception {
		assertThat(this.ssh.key("ada", certified).run("say", "hello").status()).isZero();
		assertThat(only("SSH_COMMAND").getData()).contains(entry("certificate", "ada's laptop serial 7"),
				entry("key", fingerprint(certified)));
	}

	@Test
	void aWrongPasswordIsThereAndNoSession() throws Exception {
		assertThat(this.ssh.password("ada", "wrong").run("say", "hello").status()).isEqualTo(255);
		assertThat(types()).containsExactly("AUTHENTICATION_FAILURE");
		assertThat(only("AUTHENTICATION_FAILURE").getPrincipal()).isEqualTo("ada");
	}

	@Test
	void aDenialIsThereAndTheCommandWithItsStatus() throws Exception {
		assertThat(login().run("admin-only", "--help").status()).isEqualTo(126);
		assertThat(types()).contains("AUTHORIZATION_FAILURE");
		assertThat(only("AUTHORIZATION_FAILURE").getPrincipal()).isEqualTo("ada");
		assertThat(only("SSH_COMMAND").getData()).contains(entry("command", "admin-only"), entry("status", 126L));
	}

	@Test
	void aLineThatNamesNoCommandIsThere() throws Exception {
		assertThat(login().run("no-such").status()).isEqualTo(127);
		assertThat(only("SSH_COMMAND").getData()).contains(entry("command", "refusal"), entry("line", "no-such"),
				entry("status", 127L));
	}

	@Test
	void secretsAreNotThere() throws Exception {
		assertThat(login().run("unlock --pin 471147114 && unlok --pin 471147115").status()).isEqualTo(127);
		assertThat(commandLines()).hasSize(2).allMatch((line) -> line.matches("unlock --pin \\*+ && unlok .*"));
		assertThat(events().toString()).doesNotContain("47114711");
	}

	@Test
	void eachCommandOfALineIsThereAndNoFilter() throws Exception {
		assertThat(login().run("say a | grep a; fail 3").status()).isEqualTo(3);
		assertThat(events("SSH_COMMAND")).extracting((event) -> event.getData().get("command"))
			.containsExactly("say", "fail");
		assertThat(commandLines()).containsOnly("say a | grep a; fail 3");
	}

	@Test
	void everyLineOfAShellIsThere() throws Exception {
		Result result = login().with("-tt").input("say one\rfail 3\rexit\r").run();
		assertThat(result.status()).isEqualTo(3);
		assertThat(commandLines()).containsExactly("say one", "fail 3", "exit");
	}

	@Test
	void aCommandThatWasInterruptedIsThere() throws Exception {
		Process client = login().start("wait");
		assertThat(this.commands.waiting.await(30, TimeUnit.SECONDS)).isTrue();
		client.destroyForcibly();
		await().until(() -> types().contains("SSH_COMMAND"));
		assertThat(only("SSH_COMMAND").getData()).contains(entry("command", "wait"), entry("status", 130L));
		assertThat(this.commands.storeWasInterrupted).isFalse();
	}

	@Test
	void nothingThatMovesACursorGetsThere() throws Exception {
		assertThat(login().run("say 'a\u001b[2J\nSSH_COMMAND forged'").status()).isZero();
		assertThat(commandLines()).containsExactly("say 'a?[2J SSH_COMMAND forged'");
	}

	@Test
	void entriesCanBeSerialized() throws Exception {
		assertThat(this.ssh.key("ada", certified).run("say", "hello").status()).isZero();
		await().until(() -> types().contains("SSH_SESSION_CLOSED"));
		for (AuditEvent event : events()) {
			assertThat(copy(event).getData()).hasSameSizeAs(event.getData());
		}
	}

	@Test
	void whoIsThereWhenTheApplicationStopsIsLoggedOutInTheTrail() throws Exception {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties(TestProperties.ANY_PORT, TestProperties.HOST_KEY, "ssh-console.users.ada.password=secret")
			.run();
		AuditEventRepository repository = context.getBean(AuditEventRepository.class);
		Process client = OpenSsh.client(context).password("ada", "secret").with("-N").start();
		try {
			await().until(() -> !repository.find("ada", null, "SSH_SESSION_OPENED").isEmpty());
			context.close();
			assertThat(repository.find("ada", null, "LOGOUT_SUCCESS")).hasSize(1);
			assertThat(repository.find("ada", null, "SSH_SESSION_CLOSED")).hasSize(1);
		}
		finally {
			client.destroyForcibly();
		}
	}

	private int all(String type) {
		return this.trail.find(null, null, type).size();
	}

	private Login login() {
		return this.ssh.key("ada", key);
	}

	private List<AuditEvent> events() {
		List<AuditEvent> all = this.trail.find(null, null, null);
		return all.subList(this.before, all.size());
	}

	private List<AuditEvent> events(String type) {
		return events().stream().filter((event) -> event.getType().equals(type)).toList();
	}

	private AuditEvent only(String type) {
		assertThat(events(type)).hasSize(1);
		return events(type).get(0);
	}

	private List<String> types() {
		return events().stream().map(AuditEvent::getType).toList();
	}

	private List<String> commandLines() {
		return events("SSH_COMMAND").stream().map((event) -> String.valueOf(event.getData().get("line"))).toList();
	}

	private static AuditEvent copy(AuditEvent event) throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(event);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			return (AuditEvent) in.readObject();
		}
	}

	private static String fingerprint(Path key) throws IOException {
		Process keygen = new ProcessBuilder("ssh-keygen", "-l", "-f", key.toString()).start();
		return new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ")[1];
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Commands commands() {
			return new Commands();
		}

		@Bean
		AuditEventRepository trail(Commands commands) {
			return new InMemoryAuditEventRepository() {

				@Override
				public void add(AuditEvent event) {
					commands.storeWasInterrupted |= Thread.currentThread().isInterrupted();
					super.add(event);
				}

			};
		}

	}

	static class Commands {

		private final CountDownLatch waiting = new CountDownLatch(1);

		private volatile boolean storeWasInterrupted;

		@SshCommand(name = "say")
		String say(@SshArgument String text) {
			return text;
		}

		@SshCommand(name = "rows")
		Stream<Integer> rows() {
			return Stream.of(1, 0).map((divisor) -> 1 / divisor);
		}

		@SshCommand(name = "fail")
		void fail(@SshArgument int status) {
			throw new SshCommandException("failed on purpose", status);
		}

		@SshCommand(name = "unlock")
		void unlock(@SshOption(secret = true) int pin) {
		}

		@SshCommand(name = "admin-only")
		@PreAuthorize("hasRole('ADMIN')")
		String adminOnly() {
			return "you are";
		}

		@SshCommand(name = "wait")
		void await() {
			this.waiting.countDown();
			while (!Thread.currentThread().isInterrupted()) {
				Thread.onSpinWait();
			}
		}

	}

}
