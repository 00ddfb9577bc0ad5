package io.sshconsole.boot.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.FileSystemResource;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link FileUserDetailsService}.
 */
class FileUserDetailsServiceTests {

	private static final String HASH = "{argon2}$argon2id$v=19$m=16384,t=2,p=1$c2FsdA$aGFzaA";

	@TempDir
	private Path directory;

	private Path file;

	private FileUserDetailsService users;

	@BeforeEach
	void createService() throws IOException {
		this.file = this.directory.resolve("users");
		write("# operators", "", "ada:" + HASH + ":ROLE_ADMIN, read", "bob:" + HASH + "::disabled");
		this.users = new FileUserDetailsService(new FileSystemResource(this.file), true);
	}

	@Test
	void findsUsersWithTheirPasswordsAndAuthorities() {
		UserDetails ada = this.users.loadUserByUsername("ada");
		assertThat(ada.getPassword()).isEqualTo(HASH);
		assertThat(ada.getAuthorities()).extracting("authority").containsExactlyInAnyOrder("ROLE_ADMIN", "read");
		assertThat(ada.isEnabled()).isTrue();
		assertThat(this.users.loadUserByUsername("bob").getAuthorities()).isEmpty();
		assertThat(this.users.loadUserByUsername("bob").isEnabled()).isFalse();
		assertThatExceptionOfType(UsernameNotFoundException.class)
			.isThrownBy(() -> this.users.loadUserByUsername("ADA"));
	}

	@Test
	void changeCountsAtTheNextLogin() throws IOException {
		write("bob:" + HASH + ":read");
		assertThat(this.users.loadUserByUsername("bob").isEnabled()).isTrue();
		assertThatExceptionOfType(UsernameNotFoundException.class)
			.isThrownBy(() -> this.users.loadUserByUsername("ada"));
	}

	@Test
	void keepsThePasswordThatALoginErases() {
		((CredentialsContainer) this.users.loadUserByUsername("ada")).eraseCredentials();
		assertThat(this.users.loadUserByUsername("ada").getPassword()).isEqualTo(HASH);
	}

	@Test
	void whileItCannotBeReadNobodyIsAUser() throws IOException {
		Files.delete(this.file);
		assertThatExceptionOfType(InternalAuthenticationServiceException.class)
			.isThrownBy(() -> this.users.loadUserByUsername("ada"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "eve:secret:read", "eve:{noop}secret:read", "eve::read", "eve:{bcrypt}:read",
			"eve:$2a$10$secret:read", "eve:{bcrypt}secret", "eve:{bcrypt}secret:read:locked", ":{bcrypt}secret:read",
			"eve:{bcrypt}secret:read:disabled:" })
	void lineThatIsWrongMakesNobodyAUserAndIsNotShown(String line) throws IOException {
		write("ada:" + HASH + ":read", line);
		assertThatIOException().isThrownBy(() -> this.users.verify())
			.withMessageStartingWith("line 2 ")
			.withMessageNotContainingAny("secret", "eve");
		assertThatExceptionOfType(InternalAuthenticationServiceException.class)
			.isThrownBy(() -> this.users.loadUserByUsername("ada"));
	}

	@Test
	void fileThatOthersCanWriteMakesNobodyAUser() throws IOException {
		Files.setPosixFilePermissions(this.file, PosixFilePermissions.fromString("rw-rw-rw-"));
		assertThatIOException().isThrownBy(() -> this.users.verify()).withMessageContaining("chmod go-w");
		new FileUserDetailsService(new FileSystemResource(this.file), false).verify();
	}

	@Test
	void oneNameIsOneUser() throws IOException {
		write("ada:" + HASH + ":read", "ada:" + HASH + ":ROLE_ADMIN");
		assertThatIOException().isThrownBy(() -> this.users.verify())
			.withMessage("line 2 has a name that is there already");
	}

	private void write(String... lines) throws IOException {
		Files.writeString(this.file, String.join("\n", lines) + "\n");
	}

}
