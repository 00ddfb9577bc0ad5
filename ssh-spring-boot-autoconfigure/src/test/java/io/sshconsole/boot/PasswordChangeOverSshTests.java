package io.sshconsole.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.security.BreakGlassCredential;
import io.sshconsole.boot.security.BreakGlassCredentials;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.authentication.password.CompromisedPasswordDecision;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Expired passwords, changed in the dialogue of the {@code ssh} command. Each test has a
 * user of its own.
 */
@OpenSshTest(classes = PasswordChangeOverSshTests.Users.class,
		properties = { "ssh-console.break-glass.enabled=true", "ssh-console.break-glass.authority=ROLE_USER" })
class PasswordChangeOverSshTests {

	@TempDir
	private static Path directory;

	private static Path key;

	@Autowired
	private BreakGlassCredentials credentials;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.authentication.authorized-keys", () -> directory + "/{user}.keys");
	}

	@BeforeAll
	static void generateKey() throws IOException {
		key = OpenSsh.generateKey(directory, "key");
		Files.writeString(directory.resolve("dan.keys"), OpenSsh.publicKey(key));
	}

	@Test
	void expiredPasswordIsChangedAndOpensFromThenOn() throws Exception {
		Result result = change("ada", "old secret", "a new secret").run("whoami");
		assertThat(result.err()).contains("Your password has expired. Choose another one.");
		assertThat(result.out()).as(result.err()).startsWith("ada [FACTOR_PASSWORD, ROLE_USER] ada ");
		assertThat(this.ssh.password("ada", "a new secret").run("whoami").status()).isZero();
		this.ssh.password("ada", "old secret").run("whoami").assertRefused();
	}

	@Test
	void passwordThatIsNotAcceptableChangesNothing() throws Exception {
		assertThat(change("bob", "old secret", "short").run("whoami").err())
			.contains("The new password is not acceptable. It must have at least 8 characters.");
		assertThat(change("bob", "old secret", "password").run("whoami").err())
			.contains("The new password is not acceptable. It is known to attackers.");
		assertThat(change("bob", "old secret", "still a secret").run("whoami").status()).isZero();
	}

	@Test
	void credentialForEmergenciesBecomesNoPassword() throws Exception {
		BreakGlassCredential credential = this.credentials.issue(
				UsernamePasswordAuthenticationToken.authenticated("sue", null, List.of()), "eve",
				InetAddress.getLoopbackAddress(), Duration.ofMinutes(5));
		List<String> answers = new ArrayList<>();
		for (String typed : List.of(credential.secret(), "AAAAA-BBBBB-CCCCC-DDDD2")) {
			Result result = change("eve", "old secret", typed).run("whoami");
			assertThat(result.status()).isEqualTo(255);
			assertThat(result.out()).isEmpty();
			answers.add(result.err());
		}
		assertThat(answers).allSatisfy((answer) -> assertThat(answer)
			.contains("The new password is not acceptable. It looks like a credential for emergencies."));
		assertThat(this.credentials.tickets()).containsExactly(credential.ticket());
		assertThat(change("eve", "old secret", "still a secret").run("whoami").status()).isZero();
	}

	@Test
	void nobodyIsAskedWhoDoesNotKnowTheOldPassword() throws Exception {
		Result result = change("cleo", "wrong", "a new secret").run("whoami");
		assertThat(result.err()).doesNotContain("expired");
		result.assertRefused();
		this.ssh.password("cleo", "a new secret").run("whoami").assertRefused();
	}

	@Test
	void keyOfAUserWithAnExpiredPasswordOpensNothing() throws Exception {
		this.ssh.key("dan", key).run("whoami").assertRefused();
	}

	private OpenSsh.Login change(String user, String oldPassword, String newPassword) {
		Map<String, String> answers = new LinkedHashMap<>();
		answers.put("old password", oldPassword);
		answers.put("new password", newPassword);
		answers.put("password", oldPassword);
		return this.ssh.answers(user, answers, "password").with("-o", "PubkeyAuthentication=no");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(SshConsoleTests.Application.class)
	static class Users {

		@Bean
		PasswordEncoder passwordEncoder() {
			return new BCryptPasswordEncoder(4);
		}

		@Bean
		InMemoryUserDetailsManager users(PasswordEncoder encoder) {
			return new InMemoryUserDetailsManager(user("ada", encoder), user("bob", encoder), user("cleo", encoder),
					user("dan", encoder), user("eve", encoder));
		}

		private static UserDetails user(String name, PasswordEncoder encoder) {
			return User.withUsername(name)
				.password(encoder.encode("old secret"))
				.roles("USER")
				.credentialsExpired(true)
				.build();
		}

		@Bean
		CompromisedPasswordChecker compromisedPasswords() {
			return (password) -> new CompromisedPasswordDecision("password".equals(password));
		}

	}

}
