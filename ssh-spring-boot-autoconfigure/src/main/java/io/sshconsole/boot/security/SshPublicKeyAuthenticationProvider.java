package io.sshconsole.boot.security;

import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.keys.KeyDecision;
import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsChecker;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Turns a verified key into a user with all authorities. The key is looked up first and
 * for every name alike, so that neither the answer nor its time tells whether a user
 * exists.
 */
final class SshPublicKeyAuthenticationProvider implements AuthenticationProvider {

	private final UserDetailsService users;

	private final AuthorizedKeysLookup keys;

	/**
	 * A locked or expired user does not get in by key either.
	 */
	private final UserDetailsChecker accountStatus;

	SshPublicKeyAuthenticationProvider(UserDetailsService users, AuthorizedKeysLookup keys,
			UserDetailsChecker accountStatus) {
		this.accountStatus = accountStatus;
		this.users = users;
		this.keys = keys;
	}

	@Override
	public Authentication authenticate(Authentication request) throws AuthenticationException {
		SshPublicKey key = ((SshPublicKeyAuthentication) request).getCredentials();
		if (key == null) {
			throw new BadCredentialsException("Key is not there");
		}
		KeyPermissions permissions = permissions(request, key);
		UserDetails user = loadUser(request.getName());
		this.accountStatus.check(user);
		List<GrantedAuthority> authorities = new ArrayList<>(user.getAuthorities());
		authorities.add(FactorGrantedAuthority.fromAuthority(SshFactors.PUBLICKEY_AUTHORITY));
		if (key.certificate().isPresent()) {
			authorities.add(FactorGrantedAuthority.fromAuthority(SshFactors.CERTIFICATE_AUTHORITY));
		}
		SshPublicKeyAuthentication authentication = SshPublicKeyAuthentication.authenticated(user, key, permissions,
				authorities);
		authentication.setDetails(request.getDetails());
		return authentication;
	}

	/**
	 * Finds out what the key allows. Where its user is decides too, so a request that
	 * does not say it is refused.
	 */
	private KeyPermissions permissions(Authentication request, SshPublicKey key) {
		if (request.getDetails() instanceof SshAuthenticationDetails details
				&& this.keys.check(request.getName(), key, details.address()) instanceof KeyDecision.Granted granted) {
			return granted.permissions();
		}
		throw new BadCredentialsException("Key is not authorized");
	}

	private UserDetails loadUser(String username) {
		@Nullable UserDetails user;
		try {
			user = this.users.loadUserByUsername(username);
		}
		catch (UsernameNotFoundException ex) {
			throw new BadCredentialsException("Key of an unknown user", ex);
		}
		if (user == null) {
			throw new BadCredentialsException("Key of an unknown user");
		}
		return user;
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return SshPublicKeyAuthentication.class.isAssignableFrom(authentication);
	}

}
