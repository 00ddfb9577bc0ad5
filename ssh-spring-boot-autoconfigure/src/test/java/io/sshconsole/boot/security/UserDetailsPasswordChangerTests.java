package io.sshconsole.boot.security;

import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link UserDetailsPasswordChanger}.
 */
class UserDetailsPasswordChangerTests {

	private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();

	private final InMemoryUserDetailsManager users = new InMemoryUserDetailsManager(
			User.withUsername("ada").password("{noop}old secret").roles("ADMIN").credentialsExpired(true).build());

	private final UserDetailsPasswordChanger changer = new UserDetailsPasswordChanger(this.users, this.users,
			this.encoder, null);

	@Test
	void setsThePasswordAndItsAge() {
		this.changer.changePassword("ada", "old secret", "a new secret");
		UserDetails user = this.users.loadUserByUsername("ada");
		assertThat(user.getPassword()).startsWith("{bcrypt}");
		assertThat(this.encoder.matches("a new secret", user.getPassword())).isTrue();
		assertThat(user.isCredentialsNonExpired()).isTrue();
		assertThat(user.getAuthorities()).extracting("authority").containsExactly("ROLE_ADMIN");
	}

	/**
	 * A store may tell that a password has expired without having compared it.
	 */
	@Test
	void oldPasswordIsComparedHere() {
		assertThatExceptionOfType(BadCredentialsException.class)
			.isThrownBy(() -> this.changer.changePassword("ada", "guess", "a new secret"));
		assertThat(this.users.loadUserByUsername("ada").getPassword()).isEqualTo("{noop}old secret");
	}

	@Test
	void shortPasswordsAndThoseThatBcryptCutsAreRefused() {
		for (String password : new String[] { "1234567", "x".repeat(73) }) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> this.changer.changePassword("ada", "old secret", password));
		}
		assertThat(this.users.loadUserByUsername("ada").getPassword()).isEqualTo("{noop}old secret");
	}

}
