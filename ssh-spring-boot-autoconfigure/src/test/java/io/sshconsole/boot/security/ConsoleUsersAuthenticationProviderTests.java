package io.sshconsole.boot.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.FileSystemResource;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConsoleUsersAuthenticationProvider}: what log-ins cost is counted in
 * comparisons.
 */
class ConsoleUsersAuthenticationProviderTests {

	private static final String BCRYPT_10 = "{bcrypt}$2a$10$";

	private static final String BCRYPT_12 = "{bcrypt}$2a$12$";

	private static final String PBKDF2 = "{pbkdf2}";

	private static final String ARGON2 = "{argon2}$argon2id$v=19$m=16384,t=2,p=1$";

	private static final String SCRYPT = "{scrypt}$100801$";

	private static final String UNKNOWN = "{rot13}";

	private static final List<String> ALL = List.of(BCRYPT_10, BCRYPT_12, PBKDF2, ARGON2, SCRYPT, UNKNOWN);

	@TempDir
	private Path directory;

	private Path file;

	private final CountingEncoder encoder = new CountingEncoder();

	private ConsoleUsersAuthenticationProvider provider;

	@BeforeEach
	void createProvider() throws IOException {
		this.file = this.directory.resolve("users");
		write("dan:" + ARGON2 + "salt1$hash:", "eve:" + ARGON2 + "salt2$hash:", "fay:" + PBKDF2 + "5a17:",
				"gil:" + SCRYPT + "salt$hash:", "off:" + BCRYPT_12 + "f".repeat(53) + "::disabled",
				"old:" + UNKNOWN + "x:");
		ConfiguredUserDetailsService configured = new ConfiguredUserDetailsService(
				() -> List.of(User.withUsername("ada").password(BCRYPT_12 + "a".repeat(53)).roles().build(),
						User.withUsername("bob").password(BCRYPT_12 + "b".repeat(53)).roles().build(),
						User.withUsername("cid").password(BCRYPT_12 + "c".repeat(53)).roles().build()));
		this.provider = new ConsoleUsersAuthenticationProvider(
				new ConsoleUsers(configured, new FileUserDetailsService(new FileSystemResource(this.file), true)),
				() -> this.encoder);
		// The first log-in hashes what is compared for names that nobody has
		costs("first");
	}

	@Test
	void usernameEnumerationByTheCostOfHashesIsStopped() {
		for (String name : List.of("ada", "bob", "cid", "dan", "eve", "fay", "gil", "off", "old", "nobody")) {
			assertThat(costs(name)).as(name).containsExactlyInAnyOrderElementsOf(ALL);
		}
	}

	@Test
	void rightPasswordOfAClosedAccountCostsWhatAWrongOneDoes() {
		this.encoder.right = BCRYPT_12 + "f".repeat(53);
		assertThat(costs("off")).containsExactlyInAnyOrderElementsOf(ALL);
	}

	@Test
	void fileThatCannotBeReadDoesNotTellItsUsersFromOthers() throws IOException {
		write("dan");
		List<String> known = costs("ada");
		assertThat(known).containsExactlyInAnyOrder(BCRYPT_10, BCRYPT_12);
		assertThat(costs("dan")).containsExactlyInAnyOrderElementsOf(known);
		assertThat(costs("nobody")).containsExactlyInAnyOrderElementsOf(known);
		assertThatExceptionOfType(InternalAuthenticationServiceException.class).isThrownBy(() -> login("dan"));
	}

	@Test
	void userWhoIsAddedToTheFileAlthoughThePropertiesHaveHimIsNobody() throws IOException {
		this.encoder.right = BCRYPT_12 + "a".repeat(53);
		assertThat(login("ada")).isTrue();
		write("ada:" + BCRYPT_12 + "a".repeat(53) + ":ROLE_ADMIN");
		assertThatExceptionOfType(InternalAuthenticationServiceException.class).isThrownBy(() -> login("ada"))
			.withMessageContaining("'ada' is in the properties and in the file of users");
		assertThat(costs("ada")).containsExactlyInAnyOrderElementsOf(costs("nobody"));
		write();
		assertThat(login("ada")).isTrue();
	}

	@Test
	void userWhoWasInTheFileAndInThePropertiesStaysNobodyWhileTheFileCannotBeRead() throws IOException {
		this.encoder.right = BCRYPT_12 + "a".repeat(53);
		write("ada:" + BCRYPT_12 + "a".repeat(53) + ":ROLE_ADMIN");
		assertThatExceptionOfType(InternalAuthenticationServiceException.class).isThrownBy(() -> login("ada"));
		write("ada");
		assertThatExceptionOfType(InternalAuthenticationServiceException.class).isThrownBy(() -> login("ada"));
		assertThat(costs("ada")).containsExactlyInAnyOrderElementsOf(costs("nobody"));
		Files.delete(this.file);
		assertThatExceptionOfType(InternalAuthenticationServiceException.class).isThrownBy(() -> login("ada"));
		write("dan:" + ARGON2 + "salt1$hash:");
		assertThat(login("ada")).isTrue();
	}

	@Test
	void passwordOfAnotherUserOpensNothing() {
		this.encoder.right = BCRYPT_12 + "b".repeat(53);
		assertThat(login("bob")).isTrue();
		for (String name : List.of("ada", "cid", "dan", "nobody")) {
			assertThatExceptionOfType(AuthenticationException.class).as(name).isThrownBy(() -> login(name));
		}
	}

	@Test
	void makesTheEncoderWhenTheFirstPasswordIsCompared() {
		AtomicInteger made = new AtomicInteger();
		this.provider = new ConsoleUsersAuthenticationProvider(
				new ConsoleUsers(new ConfiguredUserDetailsService(List::of), null), () -> {
					made.incrementAndGet();
					return this.encoder;
				});
		assertThat(made).hasValue(0);
		costs("ada");
		costs("nobody");
		assertThat(made).hasValue(1);
	}

	private List<String> costs(String username) {
		this.encoder.compared.clear();
		try {
			login(username);
		}
		catch (AuthenticationException | IllegalArgumentException ex) {
			// What it costs is looked at, whatever came of it
		}
		return List.copyOf(this.encoder.compared);
	}

	private boolean login(String username) {
		UsernamePasswordAuthenticationToken request = UsernamePasswordAuthenticationToken.unauthenticated(username,
				"guess");
		return this.provider.authenticate(request).isAuthenticated();
	}

	private void write(String... lines) throws IOException {
		Files.write(this.file, List.of(lines));
	}

	/**
	 * Notes the costs of what it is asked to compare, and hashes nothing.
	 */
	private static final class CountingEncoder implements PasswordEncoder {

		private final List<String> compared = new ArrayList<>();

		private @Nullable String right;

		@Override
		public String encode(@Nullable CharSequence password) {
			return BCRYPT_10 + "z".repeat(53);
		}

		@Override
		public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
			assertThat(password).asString().isEqualTo("guess");
			this.compared.add(ALL.stream().filter(String.valueOf(encoded)::startsWith).findFirst().orElseThrow());
			if (String.valueOf(encoded).startsWith(UNKNOWN)) {
				throw new IllegalArgumentException("no such encoding");
			}
			return String.valueOf(encoded).equals(this.right);
		}

	}

}
