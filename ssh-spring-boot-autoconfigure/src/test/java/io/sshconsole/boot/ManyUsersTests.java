package io.sshconsole.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fifty people at once, each with an {@code ssh} of his own, a shell in it, and a command
 * that runs.
 */
@OpenSshTest(properties = { "ssh-console.shell.prompt=app> ", "ssh-console.limits.max-unauthenticated=100",
		"ssh-console.limits.max-unauthenticated-per-source=100", "ssh-console.limits.login-grace-time=5m" })
class ManyUsersTests {

	private static final int USERS = 50;

	private static final int ROUNDS = 40;

	private static final Pattern NAME = Pattern.compile("user[0-9]+");

	@TempDir
	private static Path directory;

	private static Path key;

	private List<Person> people = List.of();

	@DynamicPropertySource
	static void users(DynamicPropertyRegistry registry) {
		for (int i = 0; i < USERS; i++) {
			registry.add("ssh-console.users.user" + i + ".authorized-keys", () -> OpenSsh.publicKey(key));
		}
	}

	@BeforeAll
	static void generateKey() {
		key = OpenSsh.generateKey(directory, "key");
	}

	@AfterEach
	void hangUp() {
		this.people.forEach((person) -> person.process.destroyForcibly());
	}

	@Test
	@Timeout(600)
	void eachSeesWhatHisOwnCommandWritesAndNothingElse(@Autowired OpenSsh ssh) throws Exception {
		this.people = IntStream.range(0, USERS).mapToObj((i) -> Person.logIn(ssh, "user" + i)).toList();
		this.people.forEach((person) -> person.await("app> "));
		this.people.forEach((person) -> person.type("tell\r"));
		this.people.forEach((person) -> person.await(person.name + " has the line " + ROUNDS));
		this.people.forEach((person) -> person.type("\u0003"));
		this.people.forEach((person) -> person.await("app> "));
		this.people.forEach((person) -> person.type("exit\r"));
		for (Person person : this.people) {
			assertThat(person.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			person.reader.join();
			String screen = person.screen();
			assertThat(NAME.matcher(screen).results().map((result) -> result.group()).distinct())
				.containsExactly(person.name);
			assertThat(screen.lines().filter((line) -> line.contains(" has the line "))).hasSize(ROUNDS);
		}
	}

	/**
	 * One of the fifty.
	 */
	private static final class Person {

		private final String name;

		private final Process process;

		private final Thread reader;

		private final StringBuffer screen = new StringBuffer();

		private int seen;

		private Person(String name, Process process) {
			this.name = name;
			this.process = process;
			this.reader = new Thread(() -> read(process.getInputStream()), name);
			this.reader.start();
		}

		static Person logIn(OpenSsh ssh, String name) {
			try {
				return new Person(name,
						ssh.key(name, key).with("-q", "-tt").environment(Map.of("TERM", "xterm")).start());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private void read(InputStream in) {
			byte[] buffer = new byte[8192];
			try {
				for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
					this.screen.append(new String(buffer, 0, count, StandardCharsets.US_ASCII));
				}
			}
			catch (IOException ex) {
				// It was killed
			}
		}

		String screen() {
			return this.screen.toString();
		}

		/**
		 * Waits for a text behind the one that was awaited before.
		 */
		void await(String text) {
			Awaitility.await(this.name + " sees " + text)
				.atMost(Duration.ofSeconds(300))
				.pollDelay(Duration.ZERO)
				.until(() -> {
					int found = this.screen.indexOf(text, this.seen);
					this.seen = (found < 0) ? this.seen : found + text.length();
					return found >= 0;
				});
		}

		void type(String keys) {
			try {
				this.process.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
				this.process.getOutputStream().flush();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Commands commands() {
			return new Commands();
		}

	}

	static class Commands {

		private final CountDownLatch everybody = new CountDownLatch(USERS);

		/**
		 * Goes on once it runs for everybody, so that all of them write at once.
		 */
		@SshCommand(name = "tell")
		void tell(SshCommandContext context) throws InterruptedException {
			this.everybody.countDown();
			this.everybody.await();
			for (int i = 1; i <= ROUNDS; i++) {
				String name = SecurityContextHolder.getContext().getAuthentication().getName();
				context.out().println(name + " has the line " + i);
				Thread.yield();
			}
			new CountDownLatch(1).await();
		}

	}

}
