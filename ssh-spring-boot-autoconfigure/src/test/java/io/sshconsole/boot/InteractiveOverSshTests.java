package io.sshconsole.boot;

import java.nio.file.Path;
import java.util.Map;

import io.sshconsole.boot.OpenSsh.Login;
import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.security.OneTimeTokenInteractiveAuthenticator;
import io.sshconsole.boot.security.SshUserLookup;
import io.sshconsole.boot.security.TotpCodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.InMemoryOneTimeTokenService;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Codes and tokens in dialogues of the {@code ssh} command. Each test has a user of its
 * own, because a code counts once.
 */
@OpenSshTest(classes = InteractiveOverSshTests.Tokens.class, properties = {
		"ssh-console.authentication.required=publickey,keyboard-interactive password,keyboard-interactive",
		"ssh-console.users.ada.totp-secret=" + InteractiveOverSshTests.SECRET,
		"ssh-console.users.bob.totp-secret=" + InteractiveOverSshTests.SECRET,
		"ssh-console.users.cleo.totp-secret=" + InteractiveOverSshTests.SECRET, "ssh-console.users.dan.roles=USER" })
class InteractiveOverSshTests {

	static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

	@TempDir
	private static Path directory;

	private static Path key;

	@Autowired
	private OneTimeTokenService tokens;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		for (String user : new String[] { "ada", "bob", "cleo", "dan" }) {
			registry.add("ssh-console.users." + user + ".authorized-keys", () -> OpenSsh.publicKey(key));
			registry.add("ssh-console.users." + user + ".password", () -> "secret");
		}
	}

	@BeforeAll
	static void generateKeys() {
		key = OpenSsh.generateKey(directory, "key");
	}

	@Test
	void codeIsAskedAfterTheKey() throws Exception {
		Result result = login("ada", TotpCodes.now(SECRET)).with("-v").run("whoami");
		assertThat(result.err()).contains("Authenticated using \"publickey\" with partial success.");
		assertThat(result.out()).as(result.err()).startsWith("ada [FACTOR_SSH_PUBLICKEY, FACTOR_TOTP] ada ");
		assertThat(result.status()).isZero();
	}

	@Test
	void usedCodeOpensNothingAgain() throws Exception {
		String code = TotpCodes.now(SECRET);
		assertThat(login("bob", code).run("whoami").status()).isZero();
		login("bob", code).run("whoami").assertRefused();
	}

	@Test
	void wrongCodeAndNoCodeOpenNothing() throws Exception {
		login("cleo", "000000").run("whoami").assertRefused();
		this.ssh.key("cleo", key).run("whoami").assertRefused();
		this.ssh.answers("cleo", Map.of("", TotpCodes.now(SECRET)), "keyboard-interactive")
			.run("whoami")
			.assertRefused();
	}

	@Test
	void codeIsAskedAfterThePassword() throws Exception {
		Result result = this.ssh
			.answers("cleo", Map.of("code", TotpCodes.now(SECRET), "password", "secret"),
					"password,keyboard-interactive")
			.with("-o", "KbdInteractiveDevices=totp")
			.run("whoami");
		assertThat(result.out()).as(result.err()).startsWith("cleo [FACTOR_PASSWORD, FACTOR_TOTP] cleo ");
	}

	@Test
	void tokenIsAskedIfTheClientChoosesIt() throws Exception {
		String token = this.tokens.generate(new GenerateOneTimeTokenRequest("dan")).getTokenValue();
		Login login = this.ssh.answers("dan", Map.of("token", token), "publickey,keyboard-interactive", key)
			.with("-o", "KbdInteractiveDevices=ott");
		assertThat(login.run("whoami").out()).startsWith("dan [FACTOR_OTT, FACTOR_SSH_PUBLICKEY, ROLE_USER] dan ");
		login.run("whoami").assertRefused();
	}

	@Test
	void tokenOfAnotherUserOpensNothing() throws Exception {
		String token = this.tokens.generate(new GenerateOneTimeTokenRequest("ada")).getTokenValue();
		this.ssh.answers("dan", Map.of("token", token), "publickey,keyboard-interactive", key)
			.with("-o", "KbdInteractiveDevices=ott")
			.run("whoami")
			.assertRefused();
	}

	private Login login(String user, String code) {
		return this.ssh.answers(user, Map.of("Verification code", code), "publickey,keyboard-interactive", key)
			.with("-o", "KbdInteractiveDevices=totp");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(SshConsoleTests.Application.class)
	static class Tokens {

		@Bean
		OneTimeTokenService oneTimeTokens() {
			return new InMemoryOneTimeTokenService();
		}

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		OneTimeTokenInteractiveAuthenticator tokenDialogue(OneTimeTokenService tokens, SshUserLookup users) {
			return new OneTimeTokenInteractiveAuthenticator(tokens, users);
		}

	}

}
