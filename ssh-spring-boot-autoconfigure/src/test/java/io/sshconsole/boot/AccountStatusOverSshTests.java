package io.sshconsole.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sshconsole.boot.OpenSsh.Login;
import io.sshconsole.boot.OpenSsh.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.User.UserBuilder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The account of a user decides about every way to log in, not about passwords alone.
 */
@OpenSshTest(classes = AccountStatusOverSshTests.Users.class)
@ExtendWith(OutputCaptureExtension.class)
class AccountStatusOverSshTests {

	private static final String[] NAMES = { "good", "bob", "locked", "disabled", "expired", "stale" };

	@TempDir
	private static Path directory;

	private static Path key;

	private static Path bobsKey;

	private static Path authority;

	private static Path certified;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.authentication.authorized-keys", () -> directory + "/{user}.keys");
		registry.add("ssh-console.authentication.trusted-user-ca-keys", () -> authority + ".pub");
	}

	@BeforeAll
	static void generateKeys() throws IOException {
		key = OpenSsh.generateKey(directory, "key");
		bobsKey = OpenSsh.generateKey(directory, "bob");
		for (String name : NAMES) {
			Files.writeString(directory.resolve(name + ".keys"), OpenSsh.publicKey(name.equals("bob") ? bobsKey : key));
		}
		authority = OpenSsh.generateKey(directory, "authority");
		certified = OpenSsh.generateKey(directory, "certified");
		OpenSsh.keygen("-q", "-s", authority.toString(), "-I", "id", "-n", String.join(",", NAMES), certified + ".pub");
	}

	@Test
	void goodUserGetsInByEachWay() throws Exception {
		assertThat(this.ssh.key("good", key).run("whoami").out()).startsWith("good [FACTOR_SSH_PUBLICKEY, ROLE_USER]");
		assertThat(this.ssh.key("good", certified).run("whoami").out())
			.startsWith("good [FACTOR_SSH_CERTIFICATE, FACTOR_SSH_PUBLICKEY, ROLE_USER]");
		assertThat(this.ssh.password("good", "secret").run("whoami").out())
			.startsWith("good [FACTOR_PASSWORD, ROLE_USER]");
	}

	@ParameterizedTest
	@CsvSource({ "locked, LockedException", "disabled, DisabledException", "expired, AccountExpiredException",
			"stale, CredentialsExpiredException" })
	void otherUsersAreRefusedByEachWayAndOnlyTheLogSaysWhy(String name, String reason, CapturedOutput output)
			throws Exception {
		assertRefused(this.ssh.key(name, key), reason);
		assertRefused(this.ssh.key(name, certified), reason);
		assertRefused(this.ssh.password(name, "secret"), reason);
		assertThat(output).contains("Refused publickey of '" + name + "' from 127.0.0.1: " + reason)
			.contains("Refused password of '" + name + "' from 127.0.0.1: " + reason);
	}

	@Test
	void keyOfOneUserDoesNotOpenAnothersAccount() throws Exception {
		assertThat(this.ssh.key("bob", bobsKey).run("whoami").status()).isZero();
		assertRefused(this.ssh.key("good", bobsKey), "bob");
	}

	private static void assertRefused(Login login, String unsaid) throws Exception {
		Result result = login.run("whoami");
		result.assertRefused();
		assertThat(result.err()).doesNotContain(unsaid);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(SshConsoleTests.Application.class)
	static class Users {

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(user("good").build(), user("bob").build(),
					user("locked").accountLocked(true).build(), user("disabled").disabled(true).build(),
					user("expired").accountExpired(true).build(), user("stale").credentialsExpired(true).build());
		}

		private static UserBuilder user(String name) {
			return User.withUsername(name).password("{noop}secret").roles("USER");
		}

	}

}
