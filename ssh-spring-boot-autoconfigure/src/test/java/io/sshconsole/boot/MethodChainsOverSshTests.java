package io.sshconsole.boot;

import java.nio.file.Path;
import java.util.Map;

import io.sshconsole.boot.OpenSsh.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chains of methods, gone through by the {@code ssh} command.
 */
@OpenSshTest(classes = SshConsoleTests.Application.class,
		properties = { "ssh-console.authentication.required=publickey,password",
				"ssh-console.users.ada.password=secret", "ssh-console.users.ada.roles=ADMIN",
				"ssh-console.users.bob.password=other" })
class MethodChainsOverSshTests {

	@TempDir
	private static Path directory;

	private static Path key;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.users.ada.authorized-keys", () -> OpenSsh.publicKey(key));
	}

	@BeforeAll
	static void generateKeys() {
		key = OpenSsh.generateKey(directory, "key");
	}

	@Test
	void partialSuccessIsShownAndTheSecondMethodOpens() throws Exception {
		Result result = login("ada", "secret").with("-v").run("who", "am", "i");
		assertThat(result.err()).contains("Authenticated using \"publickey\" with partial success.")
			.contains("Authentications that can continue: password");
		assertThat(result.status()).as(result.err()).isZero();
	}

	@Test
	void factorsOfAllProofsAreInTheSecurityContext() throws Exception {
		assertThat(login("ada", "secret").run("whoami").out())
			.startsWith("ada [FACTOR_PASSWORD, FACTOR_SSH_PUBLICKEY, ROLE_ADMIN] ada ");
	}

	@Test
	void scalarWithACommaIsOneChain() throws Exception {
		this.ssh.key("ada", key).run("whoami").assertRefused();
		this.ssh.password("ada", "secret").run("whoami").assertRefused();
	}

	@Test
	void wrongPasswordBehindTheKeyIsRefused() throws Exception {
		Result result = login("ada", "wrong").with("-v").run("whoami");
		assertThat(result.err()).contains("with partial success");
		result.assertRefused();
	}

	@Test
	void keyOfAnotherUserOpensNotEvenTheFirstDoor() throws Exception {
		Result result = login("bob", "other").with("-v").run("whoami");
		assertThat(result.err()).doesNotContain("partial success");
		result.assertRefused();
	}

	private OpenSsh.Login login(String user, String password) {
		return this.ssh.answers(user, Map.of("", password), "publickey,password", key);
	}

}
