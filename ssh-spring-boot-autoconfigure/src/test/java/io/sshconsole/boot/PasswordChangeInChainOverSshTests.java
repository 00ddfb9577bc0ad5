package io.sshconsole.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
 * An expired password that stands behind a key, changed in the dialogue of the
 * {@code ssh} command.
 */
@OpenSshTest(classes = PasswordChangeOverSshTests.Users.class,
		properties = "ssh-console.authentication.required=publickey,password")
class PasswordChangeInChainOverSshTests {

	@TempDir
	private static Path directory;

	private static Path key;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.authentication.authorized-keys", () -> directory + "/{user}.keys");
	}

	@BeforeAll
	static void generateKey() throws IOException {
		key = OpenSsh.generateKey(directory, "key");
		Files.writeString(directory.resolve("ada.keys"), OpenSsh.publicKey(key));
		Files.writeString(directory.resolve("bob.keys"), OpenSsh.publicKey(key));
	}

	@Test
	void expiredPasswordBehindAKeyIsChangedAndOpens() throws Exception {
		Map<String, String> answers = new LinkedHashMap<>();
		answers.put("old password", "old secret");
		answers.put("new password", "a new secret");
		answers.put("password", "old secret");
		Result result = this.ssh.answers("ada", answers, "publickey,password", key).run("whoami");
		assertThat(result.err()).contains("Your password has expired. Choose another one.");
		assertThat(result.out()).as(result.err())
			.startsWith("ada [FACTOR_PASSWORD, FACTOR_SSH_PUBLICKEY, ROLE_USER] ada ");
		assertThat(this.ssh.answers("ada", Map.of("password", "a new secret"), "publickey,password", key)
			.run("whoami")
			.status()).isZero();
	}

	@Test
	void keyAloneOpensNothing() throws Exception {
		Result result = this.ssh.key("bob", key).with("-v").run("whoami");
		assertThat(result.status()).isEqualTo(255);
		assertThat(result.err()).contains("partial success");
	}

}
