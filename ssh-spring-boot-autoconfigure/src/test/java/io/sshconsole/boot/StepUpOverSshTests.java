package io.sshconsole.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.security.LoginThrottle;
import io.sshconsole.boot.security.OneTimeTokenInteractiveAuthenticator;
import io.sshconsole.boot.security.SshUserLookup;
import io.sshconsole.boot.security.TotpCodes;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.InMemoryOneTimeTokenService;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Users who came in by a key and are asked for more by commands, with the {@code ssh}
 * command. Each test has a user of its own, because a code counts once.
 */
@OpenSshTest(properties = { "ssh-console.shell.prompt=app> ", "ssh-console.shell.banner=none",
		"ssh-console.throttle.delay-after=5", "ssh-console.throttle.block-after=5",
		"ssh-console.authentication.methods=publickey", "ssh-console.commands.report.authority=FACTOR_TOTP" })
class StepUpOverSshTests {

	private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

	@TempDir
	private static Path directory;

	private static Path key;

	@Autowired
	private OneTimeTokenService tokens;

	@Autowired
	private AuditEventRepository trail;

	@Autowired
	private LoginThrottle throttle;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.recording.directory", () -> directory.resolve("recordings"));
		for (String user : new String[] { "ada", "bob", "cleo", "dan", "eve", "fay" }) {
			registry.add("ssh-console.users." + user + ".authorized-keys", () -> OpenSsh.publicKey(key));
			registry.add("ssh-console.users." + user + ".password", () -> "correct horse");
			registry.add("ssh-console.users." + user + ".totp-secret", () -> SECRET);
		}
	}

	@BeforeAll
	static void generateKeys() {
		key = OpenSsh.generateKey(directory, "key");
	}

	@Test
	void codeIsAskedForInAShellOnceAndIsNowhereAfterwards() throws Exception {
		String code = TotpCodes.now(SECRET);
		try (ScriptedTerminal terminal = shell("ada")) {
			terminal.line("help").await("vault").awaitCursorRow("app>");
			terminal.line("vault").awaitCursorRow("Verification code:").line(code);
			terminal.awaitLast("open to FACTOR_SSH_PUBLICKEY, FACTOR_TOTP", "app>");
			terminal.line("vault").awaitLast("app> vault", "open to FACTOR_SSH_PUBLICKEY, FACTOR_TOTP", "app>");
			terminal.line("history").awaitLast("    1  help", "    2  vault", "    3  history", "app>");
			assertThat(terminal.history()).doesNotContain(code);
			terminal.line("exit");
			assertThat(terminal.awaitEnd()).isZero();
		}
		assertThat(recordings()).isNotEmpty()
			.anySatisfy((recording) -> assertThat(recording).contains("Verification code:"))
			.allSatisfy((recording) -> assertThat(recording).doesNotContain(code));
		assertThat(audited("ada")).containsSubsequence("SSH_SESSION_OPENED", "AUTHENTICATION_SUCCESS", "SSH_COMMAND");
		assertThat(this.trail.find("ada", null, null).toString()).doesNotContain(code);
	}

	@Test
	void codeIsAskedForByOneCommandOnATerminal() throws Exception {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ssh.key("bob", key), 80, 24, "report | wc -l")) {
			terminal.awaitCursorRow("Verification code:").line(TotpCodes.now(SECRET));
			assertThat(terminal.awaitEnd()).isZero();
			assertThat(terminal.rows()).startsWith("report: needs FACTOR_TOTP", "Verification code:", "1");
		}
	}

	@Test
	void withoutATerminalTheRefusalSaysWhatIsMissing() throws Exception {
		Result result = this.ssh.key("cleo", key).input(TotpCodes.now(SECRET) + "\n").run("vault");
		assertThat(result.status()).isEqualTo(126);
		assertThat(result.out()).isEmpty();
		assertThat(result.err())
			.contains("vault: not permitted without FACTOR_TOTP; an interactive session asks for it (ssh -t)");
		assertThat(this.ssh.key("cleo", key).input("vault\n" + TotpCodes.now(SECRET) + "\n").run().status())
			.isEqualTo(126);
		assertThat(this.ssh.key("cleo", key).run("help").out()).doesNotContain("vault");
		assertThat(audited("cleo")).contains("AUTHORIZATION_FAILURE");
	}

	@Test
	void wrongCodesBlockAsWrongPasswordsDoAndTheKeyStillOpens() throws Exception {
		try (ScriptedTerminal terminal = shell("dan")) {
			terminal.line("vault || vault");
			for (int row = 2; row <= 12; row += 2) {
				terminal.awaitRow(row, "Verification code:").line("not a code");
				row += (row == 6) ? 2 : 0;
			}
			terminal.awaitCursorRow("app>");
			assertThat(this.throttle.blocks()).extracting((block) -> block.peer().name()).containsExactly("dan");
			terminal.line("vault").awaitLast("vault: not permitted without FACTOR_TOTP", "app>");
			assertThat(audited("dan")).filteredOn("AUTHENTICATION_FAILURE"::equals).hasSize(5);
			assertThat(this.ssh.key("dan", key).run("who am i").status()).isZero();
		}
	}

	@Test
	void passwordIsAskedForAlthoughItOpensNoSession() throws Exception {
		assertThat(this.ssh.password("eve", "correct horse").run("transfer").status()).isEqualTo(255);
		try (ScriptedTerminal terminal = shell("eve")) {
			terminal.line("transfer").awaitCursorRow("Password:").key("C-c").awaitLast("^C", "app>");
			terminal.line("transfer").awaitCursorRow("Password:").key("C-d");
			terminal.awaitLast("transfer: not permitted without FACTOR_PASSWORD", "app>");
			terminal.line("transfer").awaitCursorRow("Password:").line("wrong").await("Not accepted.");
			terminal.awaitCursorRow("Password:").line("correct horse");
			terminal.awaitLast("done by FACTOR_PASSWORD, FACTOR_SSH_PUBLICKEY", "app>");
			assertThat(terminal.history()).doesNotContain("correct horse");
		}
		assertThat(this.trail.find("eve", null, "SSH_COMMAND")).extracting(AuditEvent::getData)
			.extracting((row) -> row.get("command"), (row) -> row.get("line"), (row) -> row.get("status"))
			.containsExactly(tuple("step-up", "transfer", 130L), tuple("step-up", "transfer", 126L),
					tuple("transfer", "transfer", 126L), tuple("transfer", "transfer", 0L));
	}

	@Test
	void tokenIsAskedForAndThatOfAnotherUserIsNot() throws Exception {
		String others = this.tokens.generate(new GenerateOneTimeTokenRequest("ada")).getTokenValue();
		String own = this.tokens.generate(new GenerateOneTimeTokenRequest("fay")).getTokenValue();
		try (ScriptedTerminal terminal = shell("fay")) {
			terminal.line("token").awaitCursorRow("One-time token:").line(others).await("Not accepted.");
			terminal.awaitCursorRow("One-time token:").line(own);
			terminal.awaitLast("seen by FACTOR_OTT, FACTOR_SSH_PUBLICKEY", "app>");
		}
	}

	private ScriptedTerminal shell(String user) {
		return ScriptedTerminal.open(this.ssh.key(user, key), 100, 24).awaitCursorRow("app>");
	}

	private List<String> audited(String user) {
		return this.trail.find(user, null, null).stream().map(AuditEvent::getType).toList();
	}

	private static List<String> recordings() throws IOException {
		try (Stream<Path> files = Files.list(directory.resolve("recordings"))) {
			return files.map(StepUpOverSshTests::read).toList();
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		AuditEventRepository auditEvents() {
			return new InMemoryAuditEventRepository();
		}

		@Bean
		OneTimeTokenService oneTimeTokens() {
			return new InMemoryOneTimeTokenService();
		}

		@Bean
		OneTimeTokenInteractiveAuthenticator tokenDialogue(OneTimeTokenService tokens, SshUserLookup users) {
			return new OneTimeTokenInteractiveAuthenticator(tokens, users);
		}

		@SshCommand(name = "vault", description = "Opens the vault.")
		@PreAuthorize("hasAuthority('FACTOR_TOTP')")
		String vault() {
			return "open to " + authorities();
		}

		@SshCommand(name = "report")
		String report() {
			return "seen by " + authorities();
		}

		@SshCommand(name = "transfer")
		@PreAuthorize("hasAuthority('FACTOR_PASSWORD')")
		String transfer(SshCommandContext context) {
			assertThat(context.authentication()).isSameAs(SecurityContextHolder.getContext().getAuthentication());
			return "done by " + authorities();
		}

		@SshCommand(name = "token")
		@PreAuthorize("hasAuthority('FACTOR_OTT')")
		String token() {
			return "seen by " + authorities();
		}

		private static String authorities() {
			Authentication user = SecurityContextHolder.getContext().getAuthentication();
			return String.join(", ",
					user.getAuthorities().stream().map(GrantedAuthority::getAuthority).sorted().toList());
		}

	}

}
