package io.sshconsole.boot.security;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConfiguredUserDetailsService}.
 */
class ConfiguredUserDetailsServiceTests {

	private final ConfiguredUserDetailsService users = new ConfiguredUserDetailsService(
			() -> List.of(User.withUsername("ada").password("{noop}secret").roles("ADMIN").build()));

	@Test
	void keepsThePasswordThatALoginErases() {
		((CredentialsContainer) this.users.loadUserByUsername("ada")).eraseCredentials();
		assertThat(this.users.loadUserByUsername("ada").getPassword()).isEqualTo("{noop}secret");
	}

	@Test
	void comparesNamesExactly() {
		assertThatExceptionOfType(UsernameNotFoundException.class)
			.isThrownBy(() -> this.users.loadUserByUsername("ADA"));
	}

	@Test
	void usernameEnumerationByTheTimeOfTheFirstLoginIsStopped() {
		AtomicInteger made = new AtomicInteger();
		ConfiguredUserDetailsService lazy = new ConfiguredUserDetailsService(() -> {
			made.incrementAndGet();
			return List.of(User.withUsername("ada").password("{noop}secret").roles("ADMIN").build());
		});
		assertThat(made).as("before the first login").hasValue(0);
		assertThatExceptionOfType(UsernameNotFoundException.class).isThrownBy(() -> lazy.loadUserByUsername("eve"));
		assertThat(made).as("for a name that nobody has").hasValue(1);
		lazy.loadUserByUsername("ada");
		assertThat(made).hasValue(1);
	}

}
