package io.sshconsole.boot.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.junit.jupiter.api.Test;

import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SshPublicKeyAuthentication}.
 */
class SshPublicKeyAuthenticationTests {

	private final SshPublicKey key = HostKeys.generate().publicKey();

	@Test
	void requestIsNotAuthenticatedAndNamesTheUser() {
		SshPublicKeyAuthentication request = SshPublicKeyAuthentication.unauthenticated("ada", this.key);
		assertThat(request.isAuthenticated()).isFalse();
		assertThat(request.getName()).isEqualTo("ada");
		assertThat(request.getCredentials()).isEqualTo(this.key);
		assertThat(request.getAuthorities()).isEmpty();
	}

	@Test
	void builderKeepsTypeKeyPrincipalAndDetails() {
		SshPublicKeyAuthentication authentication = authenticated();
		authentication.setDetails("details");
		SshPublicKeyAuthentication copy = authentication.toBuilder()
			.authorities((authorities) -> authorities.add(new SimpleGrantedAuthority("EXTRA")))
			.build();
		assertThat(copy.isAuthenticated()).isTrue();
		assertThat(copy.getPrincipal()).isSameAs(authentication.getPrincipal());
		assertThat(copy.getCredentials()).isEqualTo(this.key);
		assertThat(copy.getDetails()).isEqualTo("details");
		assertThat(copy.getAuthorities()).extracting("authority").containsExactly("ROLE_ADMIN", "EXTRA");
		assertThat(authentication.getAuthorities()).hasSize(1);
	}

	@Test
	void builderRefusesCredentialsThatAreNoKey() {
		assertThatIllegalArgumentException().isThrownBy(() -> authenticated().toBuilder().credentials("secret"));
		assertThatIllegalArgumentException().isThrownBy(() -> authenticated().toBuilder().principal(null));
	}

	@Test
	void survivesSerialisationWithoutTheKey() throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		new ObjectOutputStream(out).writeObject(authenticated());
		Object copy = new ObjectInputStream(new ByteArrayInputStream(out.toByteArray())).readObject();
		assertThat(copy).isInstanceOfSatisfying(SshPublicKeyAuthentication.class, (authentication) -> {
			assertThat(authentication.getName()).isEqualTo("ada");
			assertThat(authentication.getCredentials()).isNull();
		});
	}

	@Test
	void erasingCredentialsErasesThePasswordOfTheUser() {
		SshPublicKeyAuthentication authentication = authenticated();
		authentication.eraseCredentials();
		assertThat(((User) authentication.getPrincipal()).getPassword()).isNull();
		assertThat(authentication.getCredentials()).isEqualTo(this.key);
	}

	private SshPublicKeyAuthentication authenticated() {
		List<SimpleGrantedAuthority> authorities = List.of(new SimpleGrantedAuthority("ROLE_ADMIN"));
		User user = new User("ada", "secret", AuthorityUtils.createAuthorityList("ROLE_ADMIN"));
		return SshPublicKeyAuthentication.authenticated(user, this.key, authorities);
	}

}
