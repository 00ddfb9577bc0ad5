package io.sshconsole.boot.security;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.keys.AuthorizedKeys;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationEvent;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationFailureLockedEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SpringSecurityAuthenticator}.
 */
class SpringSecurityAuthenticatorTests {

	private static final SshAuthenticationDetails DETAILS = new SshAuthenticationDetails("127.0.0.1", "1",
			"SSH-2.0-test");

	private final SshPublicKey key = HostKeys.generate().publicKey();

	private final List<Object> events = new ArrayList<>();

	private final List<String> loaded = new ArrayList<>();

	private final List<String> askedForKeys = new ArrayList<>();

	private final AuthenticationManager passwords = (request) -> UsernamePasswordAuthenticationToken
		.authenticated(request.getName(), null, List.of());

	private final UserDetailsService users = new ConfiguredUserDetailsService(() -> List.of(user("ada").build(),
			user("locked").accountLocked(true).build(), user("disabled").disabled(true).build()));

	@Test
	void keyOfAUserBecomesTheUserWithItsAuthorities() {
		Authentication user = authenticator(List.of(this::keys)).authenticate(request("ada"));
		assertThat(user.isAuthenticated()).isTrue();
		assertThat(user.getName()).isEqualTo("ada");
		assertThat(user.getDetails()).isEqualTo(DETAILS);
		assertThat(user.getAuthorities()).extracting("authority").containsExactly("ROLE_ADMIN", "FACTOR_SSH_PUBLICKEY");
		assertThat(((UserDetails) user.getPrincipal()).getPassword()).isNull();
		assertThat(this.events).hasSize(1).first().isInstanceOf(AuthenticationSuccessEvent.class);
	}

	@Test
	void otherKeyIsRefused() {
		SshPublicKeyAuthentication request = SshPublicKeyAuthentication.unauthenticated("ada",
				HostKeys.generate().publicKey());
		request.setDetails(DETAILS);
		assertThatExceptionOfType(BadCredentialsException.class)
			.isThrownBy(() -> authenticator(List.of(this::keys)).authenticate(request));
		assertThat(this.events).hasSize(1).first().isInstanceOf(AuthenticationFailureBadCredentialsEvent.class);
	}

	@Test
	void keyWithoutAPlaceIsRefused() {
		SshPublicKeyAuthentication request = SshPublicKeyAuthentication.unauthenticated("ada", this.key);
		assertThatExceptionOfType(BadCredentialsException.class)
			.isThrownBy(() -> authenticator(List.of(this::keys)).authenticate(request));
	}

	@Test
	void unknownUserIsRefusedLikeAWrongKeyAndAfterTheSameLookup() {
		assertThatExceptionOfType(BadCredentialsException.class)
			.isThrownBy(() -> authenticator(List.of(this::keys)).authenticate(request("eve")));
		SshPublicKeyAuthentication wrongKey = SshPublicKeyAuthentication.unauthenticated("ada",
				HostKeys.generate().publicKey());
		wrongKey.setDetails(DETAILS);
		assertThatExceptionOfType(BadCredentialsException.class)
			.isThrownBy(() -> authenticator(List.of(this::keys)).authenticate(wrongKey));
		assertThat(this.askedForKeys).containsExactly("eve", "ada");
		assertThat(this.loaded).isEmpty();
	}

	@Test
	void keyWithoutAUserIsRefused() {
		assertThatExceptionOfType(BadCredentialsException.class)
			.isThrownBy(() -> authenticator(List.of((name) -> authorized())).authenticate(request("ghost")));
		assertThat(this.loaded).containsExactly("ghost");
	}

	@Test
	void lockedAndDisabledUsersAreRefused() {
		SpringSecurityAuthenticator authenticator = authenticator(List.of((name) -> authorized()));
		assertThatExceptionOfType(LockedException.class)
			.isThrownBy(() -> authenticator.authenticate(request("locked")));
		assertThat(this.events).hasSize(1).first().isInstanceOf(AuthenticationFailureLockedEvent.class);
		assertThatExceptionOfType(DisabledException.class)
			.isThrownBy(() -> authenticator.authenticate(request("disabled")));
	}

	@Test
	void keyNeverReachesTheManagerOfPasswords() {
		SpringSecurityAuthenticator authenticator = new SpringSecurityAuthenticator(this.passwords, null,
				List.of(this::keys), SshKeyTrust.NONE, new SshAccountStatus(false), publisher());
		assertThatExceptionOfType(BadCredentialsException.class)
			.isThrownBy(() -> authenticator.authenticate(request("ada")));
		assertThat(authenticator.isPublicKeyAcceptable("ada", this.key, DETAILS)).isFalse();
	}

	@Test
	void passwordReachesOnlyTheManagerOfPasswords() {
		Authentication request = UsernamePasswordAuthenticationToken.unauthenticated("bob", "secret");
		assertThat(authenticator(List.of()).authenticate(request).getName()).isEqualTo("bob");
		SpringSecurityAuthenticator keysOnly = new SpringSecurityAuthenticator(null, this.users, List.of(this::keys),
				SshKeyTrust.NONE, new SshAccountStatus(false), publisher());
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> keysOnly.authenticate(request));
	}

	@Test
	void supportsWhatHasUsers() {
		assertThat(authenticator(List.of(this::keys)).supports(SshAuthenticationMethod.PASSWORD)).isTrue();
		assertThat(authenticator(List.of(this::keys)).supports(SshAuthenticationMethod.PUBLICKEY)).isTrue();
		assertThat(authenticator(List.of()).supports(SshAuthenticationMethod.PUBLICKEY)).isFalse();
		SpringSecurityAuthenticator none = new SpringSecurityAuthenticator(null, null, List.of(this::keys),
				SshKeyTrust.NONE, new SshAccountStatus(false), publisher());
		assertThat(none.supports(SshAuthenticationMethod.PASSWORD)).isFalse();
		assertThat(none.supports(SshAuthenticationMethod.PUBLICKEY)).isFalse();
	}

	@Test
	void queryHasNoEffect() {
		SpringSecurityAuthenticator authenticator = authenticator(List.of(this::keys));
		assertThat(authenticator.isPublicKeyAcceptable("ada", this.key, DETAILS)).isTrue();
		assertThat(authenticator.isPublicKeyAcceptable("eve", this.key, DETAILS)).isFalse();
		assertThat(this.events).isEmpty();
		assertThat(this.loaded).isEmpty();
	}

	@Test
	void storeThatFailsDoesNotSilenceTheOthers() {
		SpringSecurityAuthenticator authenticator = authenticator(List.of((name) -> {
			throw new IOException("unreadable");
		}, (name) -> {
			throw new IllegalStateException("down");
		}, this::keys));
		assertThat(authenticator.isPublicKeyAcceptable("ada", this.key, DETAILS)).isTrue();
		assertThat(authenticator.isPublicKeyAcceptable("eve", this.key, DETAILS)).isFalse();
	}

	private static User.UserBuilder user(String name) {
		return User.withUsername(name).password("{noop}secret").roles("ADMIN");
	}

	private SpringSecurityAuthenticator authenticator(List<AuthorizedKeysService> keys) {
		return new SpringSecurityAuthenticator(this.passwords, (username) -> {
			this.loaded.add(username);
			return this.users.loadUserByUsername(username);
		}, keys, SshKeyTrust.NONE, new SshAccountStatus(false), publisher());
	}

	private DefaultAuthenticationEventPublisher publisher() {
		return new DefaultAuthenticationEventPublisher((event) -> this.events.add((ApplicationEvent) event));
	}

	private AuthorizedKeys keys(String username) {
		this.askedForKeys.add(username);
		return username.equals("ada") ? authorized() : AuthorizedKeys.parse("", "none");
	}

	private AuthorizedKeys authorized() {
		return AuthorizedKeys.parse(this.key.toAuthorizedKey("test"), "test");
	}

	private Authentication request(String username) {
		SshPublicKeyAuthentication request = SshPublicKeyAuthentication.unauthenticated(username, this.key);
		request.setDetails(DETAILS);
		return request;
	}

}
