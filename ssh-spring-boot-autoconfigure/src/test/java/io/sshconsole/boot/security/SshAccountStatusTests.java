package io.sshconsole.boot.security;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SshAccountStatus}.
 */
class SshAccountStatusTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void closedAccountIsClosedWhateverThePassword(boolean passwordIsAlwaysProven) {
		SshAccountStatus status = new SshAccountStatus(passwordIsAlwaysProven);
		for (boolean expired : List.of(true, false)) {
			for (User.UserBuilder user : List.of(user().accountLocked(true), user().disabled(true),
					user().accountExpired(true))) {
				assertThatExceptionOfType(AccountStatusException.class)
					.isThrownBy(() -> status.check(user.credentialsExpired(expired).build()));
			}
		}
	}

	@Test
	void expiredPasswordClosesTheAccountUnlessItIsProvenInAnyCase() {
		assertThatExceptionOfType(CredentialsExpiredException.class)
			.isThrownBy(() -> new SshAccountStatus(false).check(user().credentialsExpired(true).build()));
		assertThatNoException()
			.isThrownBy(() -> new SshAccountStatus(true).check(user().credentialsExpired(true).build()));
	}

	private static User.UserBuilder user() {
		return User.withUsername("ada").password("x").roles();
	}

}
