package io.sshconsole.boot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.security.LoginThrottle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Forty clients that guess at a time, each from an address of its own.
 */
@OpenSshTest(properties = { "ssh-console.throttle.exempt-loopback=false", "ssh-console.throttle.max-entries=20",
		"ssh-console.limits.max-unauthenticated=100", "ssh-console.users.ada.password=correct horse",
		"ssh-console.users.bob.password=battery staple" })
class ManyGuessersTests {

	private static final int CLIENTS = 40;

	@TempDir
	private static Path directory;

	private static Path key;

	@Autowired
	private LoginThrottle throttle;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.users.ada.authorized-keys", () -> OpenSsh.publicKey(key));
	}

	@BeforeAll
	static void generateKey() {
		key = OpenSsh.generateKey(directory, "ada");
	}

	@Test
	void othersGetInWhileManyGuessAndTheNameUnderAttackByItsKey(@Autowired OpenSsh ssh) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<Result>> guesses = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				OpenSsh.Login guess = ssh.password((i % 2 == 0) ? "ada" : "user" + i, "guess")
					.with("-b", "127.5." + i + ".1", "-o", "NumberOfPasswordPrompts=3");
				guesses.add(threads.submit(() -> guess.run("help")));
			}
			assertThat(ssh.password("bob", "battery staple").with("-b", "127.6.0.1").run("help").status()).isZero();
			for (Future<Result> guess : guesses) {
				assertThat(guess.get().err()).contains("Permission denied");
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.throttle.size()).isLessThanOrEqualTo(20);
		assertThat(ssh.password("ada", "correct horse").with("-b", "127.6.0.2").run("help").status()).isEqualTo(255);
		assertThat(ssh.key("ada", key).with("-b", "127.6.0.2").run("help").status()).isZero();
		assertThat(ssh.password("bob", "battery staple").with("-b", "127.6.0.3").run("help").status()).isZero();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
