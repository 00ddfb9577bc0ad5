package io.sshconsole.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.sshconsole.boot.OpenSsh.Login;
import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.security.LoginThrottle;
import io.sshconsole.boot.security.SshBreakGlassEvent;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Credentials for emergencies, used with the {@code ssh} command.
 */
@OpenSshTest(properties = { "ssh-console.break-glass.enabled=true", "ssh-console.break-glass.authority=ROLE_SECURITY",
		"ssh-console.throttle.exempt-loopback=false", "ssh-console.throttle.block-after=4",
		"ssh-console.users.sue.password=correct horse", "ssh-console.users.sue.roles=SECURITY,ADMIN",
		"ssh-console.users.ada.password=battery staple", "ssh-console.users.ada.roles=ADMIN",
		"ssh-console.sessions.authority=ROLE_ADMIN", "ssh-console.recording.users=nobody",
		"ssh-console.shell.prompt=app> " })
@ExtendWith(OutputCaptureExtension.class)
class BreakGlassOverSshTests {

	private static final Pattern SECRET = Pattern.compile("\\b[A-Z2-7]{5}(-[A-Z2-7]{5}){3}\\b");

	@TempDir
	private static Path directory;

	private static Path users;

	private static Path key;

	@Autowired
	private AuditEventRepository trail;

	@Autowired
	private LoginThrottle throttle;

	@Autowired
	private Application application;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void files(DynamicPropertyRegistry registry) throws IOException {
		users = Files.writeString(directory.resolve("users"), "");
		key = OpenSsh.generateKey(directory, "key");
		for (String user : List.of("kay", "lea")) {
			registry.add("ssh-console.users." + user + ".authorized-keys", () -> OpenSsh.publicKey(key));
			registry.add("ssh-console.users." + user + ".password", () -> "paper clip");
		}
		registry.add("ssh-console.shell.history-directory", () -> directory.resolve("history"));
		registry.add("ssh-console.recording.directory", () -> directory.resolve("recordings"));
		registry.add("ssh-console.authentication.users-file", users::toString);
	}

	@BeforeEach
	void forget() {
		this.application.events.clear();
	}

	@Test
	void credentialOpensOnceAndItsIssuerAnswersForIt(CapturedOutput output) throws Exception {
		String secret = issue("ada", "127.4.0.1");
		Result result = password("ada", secret, "127.4.0.1").run("who am i");
		assertThat(result.status()).isZero();
		assertThat(result.out()).contains("FACTOR_SSH_BREAK_GLASS", "ROLE_ADMIN", "ROLE_SECURITY")
			.doesNotContain("FACTOR_PASSWORD");
		password("ada", secret, "127.4.0.1").run("help").assertRefused();
		assertThat(this.application.events).extracting(SshBreakGlassEvent::auditType)
			.containsExactly("SSH_BREAK_GLASS_ISSUED", "SSH_BREAK_GLASS_USED");
		assertThat(this.application.events).extracting((event) -> event.getTicket().issuer()).containsOnly("sue");
		assertThat(this.trail.find("sue", null, "SSH_BREAK_GLASS_ISSUED")).extracting(AuditEvent::getData)
			.anySatisfy((data) -> assertThat(data).containsEntry("user", "ada").containsEntry("address", "127.4.0.1"));
		assertThat(this.trail.find("ada", null, "SSH_BREAK_GLASS_USED")).extracting(AuditEvent::getData)
			.anySatisfy(
					(data) -> assertThat(data).containsEntry("issuer", "sue").containsEntry("address", "127.4.0.1"));
		assertThat(this.trail.find(null, null, null).toString()).doesNotContain(secret);
		assertThat(output).doesNotContain(secret);
	}

	@Test
	void credentialOpensNothingFromAnotherAddressAndNothingAnyMore() throws Exception {
		String secret = issue("dan", "127.4.1.1");
		password("dan", secret, "127.4.1.2").run("help").assertRefused();
		password("dan", secret, "127.4.1.1").run("help").assertRefused();
		assertThat(this.trail.find("sue", null, "SSH_BREAK_GLASS_REFUSED")).extracting(AuditEvent::getData)
			.anySatisfy((data) -> assertThat(data).containsEntry("reason", "it was typed for 'dan' from 127.4.1.2"));
	}

	@Test
	void credentialOpensNothingForAnotherUser() throws Exception {
		String secret = issue("eve", "127.4.6.1");
		password("sue", secret, "127.4.6.1").run("help").assertRefused();
		password("eve", secret, "127.4.6.1").run("help").assertRefused();
	}

	@Test
	void credentialOfAnIssuerWhoHasBeenTakenOutOpensNothing() throws Exception {
		Files.writeString(users, user("tom", "ROLE_SECURITY"));
		String kept = issue(password("tom", "secret", "127.4.7.1"), "fay", "127.4.7.2");
		String lost = issue(password("tom", "secret", "127.4.7.1"), "gil", "127.4.7.3");
		assertThat(password("fay", kept, "127.4.7.2").run("help").status()).isZero();
		Files.writeString(users, user("tom", "ROLE_ADMIN"));
		password("gil", lost, "127.4.7.3").run("help").assertRefused();
		assertThat(this.trail.find("tom", null, "SSH_BREAK_GLASS_REFUSED")).hasSize(1);
	}

	@Test
	void sessionIsSeenToBeThatOfACredential() throws Exception {
		Result result = password("hal", issue("hal", "127.4.8.1"), "127.4.8.1").run("sessions who");
		String id = this.application.events.get(0).getTicket().id();
		assertThat(result.out()).contains("password (break-glass of sue)");
		for (String type : List.of("SSH_SESSION_OPENED", "SSH_COMMAND")) {
			assertThat(this.trail.find("hal", null, type)).as(type)
				.singleElement()
				.satisfies((entry) -> assertThat(entry.getData()).containsEntry("breakGlass", id)
					.containsEntry("issuer", "sue"));
		}
		assertThat(this.trail.find("sue", null, "SSH_COMMAND")).extracting(AuditEvent::getData)
			.allSatisfy((data) -> assertThat(data).doesNotContainKeys("breakGlass", "issuer"));
	}

	@Test
	void sessionHasNeitherTheHistoryNorTheSessionsOfTheUser() throws Exception {
		Files.writeString(users, user("una", "ROLE_SECURITY"));
		String secret = issue(password("una", "secret", "127.4.9.1"), "ida", "127.4.9.2");
		Files.writeString(users, user("una", "ROLE_SECURITY") + "\n" + user("ida", "ROLE_USER"));
		Path history = directory.resolve("history");
		try (ScriptedTerminal terminal = ScriptedTerminal.open(password("ida", "secret", "127.4.9.3"), 80, 24)) {
			terminal.awaitCursorRow("app>").line("help --of-the-user").awaitCursorRow("app>");
			Result who = password("ida", secret, "127.4.9.2").with("-tt").input("sessions who\rhistory\rexit\r").run();
			assertThat(who.out()).contains("127.4.9.2").doesNotContain("127.4.9.3").doesNotContain("--of-the-user");
			terminal.line("exit").awaitEnd();
		}
		assertThat(Files.readString(history.resolve("ida.history"))).contains("help --of-the-user")
			.doesNotContain("sessions who");
	}

	@Test
	void sessionIsRecordedWhoeverIsNamed() throws Exception {
		password("ada", "battery staple", "127.4.10.1").run("help");
		Result result = password("kim", issue("kim", "127.4.10.2"), "127.4.10.2").run("help");
		assertThat(result.status()).isZero();
		try (Stream<Path> files = Files.list(directory.resolve("recordings"))) {
			assertThat(files.map(BreakGlassOverSshTests::header)).filteredOn((header) -> header.contains("kim"))
				.singleElement()
				.asString()
				.contains("kim (break-glass of sue) in ssh-");
		}
		try (Stream<Path> files = Files.list(directory.resolve("recordings"))) {
			assertThat(files.map(BreakGlassOverSshTests::header))
				.allMatch((header) -> header.contains("break-glass of"));
		}
	}

	private static String header(Path recording) {
		try {
			return Files.readAllLines(recording).get(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String user(String name, String authorities) {
		return name + ":" + PasswordEncoderFactories.createDelegatingPasswordEncoder().encode("secret") + ":"
				+ authorities;
	}

	@Test
	void credentialTypedElsewhereCountsAsAFailure() throws Exception {
		for (int i = 0; i < 4; i++) {
			password("cid", issue("ada", "127.4.5.1"), "127.4.5.2").run("help").assertRefused();
		}
		password("ada", "battery staple", "127.4.5.2").run("help").assertRefused();
		assertThat(password("ada", "battery staple", "127.4.5.3").run("help").status()).isZero();
	}

	@Test
	void credentialTypedInASessionIsAWrongPasswordThereAndStillOpens() throws Exception {
		String secret = issue("kay", "127.4.11.1");
		Login kay = this.ssh.key("kay", key).with("-b", "127.4.11.1");
		try (ScriptedTerminal terminal = ScriptedTerminal.open(kay, 100, 24)) {
			terminal.awaitCursorRow("app>")
				.line("transfer")
				.awaitCursorRow("Password:")
				.line(secret)
				.await("Not accepted.");
			terminal.awaitCursorRow("Password:").line("paper clip").awaitLast("done", "app>");
			assertThat(terminal.history()).doesNotContain(secret);
		}
		assertThat(this.application.events).extracting(SshBreakGlassEvent::auditType)
			.containsExactly("SSH_BREAK_GLASS_ISSUED");
		assertThat(this.trail.find("kay", null, "AUTHENTICATION_FAILURE")).hasSize(1);
		assertThat(this.trail.find(null, null, null).toString()).doesNotContain(secret);
		assertThat(password("kay", secret, "127.4.11.1").run("help").status()).isZero();
	}

	@Test
	void credentialsTypedInASessionBlockAsWrongPasswordsDo() throws Exception {
		String secret = issue("ada", "127.4.12.2");
		Login lea = this.ssh.key("lea", key).with("-b", "127.4.12.1");
		try (ScriptedTerminal terminal = ScriptedTerminal.open(lea, 100, 24, "transfer || transfer")) {
			for (int row : List.of(1, 3, 5, 9)) {
				terminal.awaitRow(row, "Password:").line(secret).awaitRow(row + 1, "Not accepted.");
			}
			assertThat(this.throttle.blocks()).extracting((block) -> block.peer().name()).contains("lea");
		}
		assertThat(password("ada", secret, "127.4.12.2").run("help").status()).isZero();
	}

	@Test
	void userWhoIsInNoStoreGetsInWhileHisNameIsBlocked() throws Exception {
		for (int i = 1; i < 5; i++) {
			password("emergency", "wrong", "127.4.2." + i).run("help").assertRefused();
		}
		String secret = issue("emergency", "127.4.2.9");
		assertThat(password("emergency", secret, "127.4.2.9").run("help").status()).isZero();
	}

	@Test
	void onlyIssuersSeeTheCommandAndNobodyWhoCameInByACredential() throws Exception {
		Login ada = password("ada", "battery staple", "127.4.3.1");
		assertThat(ada.run("break-glass issue ada --from 127.0.0.1").status()).isEqualTo(126);
		assertThat(ada.run("help").out()).doesNotContain("break-glass");
		assertThat(sue().run("help").out()).contains("break-glass");
		String secret = issue("ada", "127.4.3.2");
		assertThat(password("ada", secret, "127.4.3.2").run("break-glass issue ada --from 127.4.3.2").status())
			.isEqualTo(126);
	}

	@Test
	void credentialThatWasWithdrawnOpensNothing() throws Exception {
		String secret = issue("ada", "127.4.4.1");
		String id = this.application.events.get(0).getTicket().id();
		assertThat(sue().run("break-glass list").out()).contains(id, "ada", "127.4.4.1").doesNotContain(secret);
		assertThat(sue().run("break-glass withdraw " + id).status()).isZero();
		password("ada", secret, "127.4.4.1").run("help").assertRefused();
		Result again = sue().run("break-glass withdraw " + id);
		assertThat(again.status()).isOne();
		assertThat(again.err()).contains("There is no open credential " + id);
	}

	@Test
	void wrongLinesIssueNothing() throws Exception {
		assertUsage("break-glass issue ada", "--from");
		assertUsage("break-glass issue ada --from localhost", "'localhost' is not an address");
		assertUsage("break-glass issue ada --from 127.0.0.999", "'127.0.0.999' is not an address");
		assertUsage("break-glass issue ada --from 127.0.0.1 --for 16m", "at most 900 seconds");
		assertThat(this.application.events).isEmpty();
	}

	private void assertUsage(String line, String message) throws Exception {
		Result result = sue().run(line);
		assertThat(result.status()).isEqualTo(2);
		assertThat(result.err()).contains(message);
	}

	private String issue(String user, String from) throws Exception {
		return issue(sue(), user, from);
	}

	private static String issue(Login issuer, String user, String from) throws Exception {
		Result result = issuer.run("break-glass issue " + user + " --from " + from + " --for 5m");
		assertThat(result.status()).as(result.err()).isZero();
		Matcher secret = SECRET.matcher(result.out());
		assertThat(secret.find()).as(result.out()).isTrue();
		return secret.group();
	}

	private Login sue() {
		return password("sue", "correct horse", "127.0.0.1");
	}

	private Login password(String user, String password, String from) {
		return this.ssh.password(user, password).with("-b", from);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<SshBreakGlassEvent> events = new CopyOnWriteArrayList<>();

		@SshCommand(name = "transfer")
		@PreAuthorize("hasAuthority('FACTOR_PASSWORD')")
		String transfer() {
			return "done";
		}

		@Bean
		AuditEventRepository trail() {
			return new InMemoryAuditEventRepository();
		}

		@EventListener
		void heard(SshBreakGlassEvent event) {
			this.events.add(event);
		}

	}

}
