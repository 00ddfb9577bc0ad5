package io.sshconsole.boot.command;

import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SshSession}.
 */
class SshSessionTests {

	private final SshSession session = new SshSession("c1", "ada", user("ada", "ROLE_USER"));

	@Test
	void hasWhatItWasRaisedBy() {
		Authentication raised = user("ada", "ROLE_USER", "FACTOR_TOTP");
		this.session.raise(raised);
		assertThat(this.session.authentication()).isSameAs(raised);
		assertThat(SshCommandContext.builder(this.session).build().authentication().getAuthorities())
			.extracting(GrantedAuthority::getAuthority)
			.containsExactlyInAnyOrder("ROLE_USER", "FACTOR_TOTP");
	}

	@Test
	void isNotRaisedToAnotherUser() {
		Authentication before = this.session.authentication();
		assertThatIllegalArgumentException().isThrownBy(() -> this.session.raise(user("eve", "ROLE_ADMIN")));
		assertThat(this.session.authentication()).isSameAs(before);
	}

	@Test
	void isNotRaisedByWhatProvesNothing() {
		Authentication before = this.session.authentication();
		Authentication request = UsernamePasswordAuthenticationToken.unauthenticated("ada", "guess");
		assertThatIllegalArgumentException().isThrownBy(() -> this.session.raise(request));
		assertThat(this.session.authentication()).isSameAs(before);
	}

	private static Authentication user(String name, String... authorities) {
		return UsernamePasswordAuthenticationToken.authenticated(name, null,
				AuthorityUtils.createAuthorityList(authorities));
	}

}
