package io.sshconsole.boot.security;

import io.sshconsole.ssh.keys.SshPublicKey;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * Decides who may log in by SSH, and by SSH alone. An application that defines a bean of
 * this type takes over the whole login. It is not an {@code AuthenticationManager} on
 * purpose: a bean of that type would decide about the application's other logins as well.
 */
@FunctionalInterface
public interface SshAuthenticator {

	/**
	 * Authenticates a user.
	 * @param request a {@code UsernamePasswordAuthenticationToken} with a password that
	 * is not empty, or a {@link SshPublicKeyAuthentication} with a key whose signature
	 * over this very connection has been verified
	 * @return the authenticated user with all authorities; for a key a
	 * {@link SshPublicKeyAuthentication} with what the key allows, else it allows all
	 * @throws AuthenticationException if the login is refused; the peer never learns why
	 */
	Authentication authenticate(Authentication request) throws AuthenticationException;

	/**
	 * Tells whether a way to log in can work at all. One that cannot is not offered.
	 * Dialogues are asked themselves ({@link SshInteractiveAuthenticator}).
	 * @param method a configured method, a password or a key
	 * @return {@code true} unless overridden
	 */
	default boolean supports(SshAuthenticationMethod method) {
		return true;
	}

	/**
	 * Tells whether a signature of this key would be worth making. The answer proves
	 * nothing and must have no effect.
	 * @param username the name the peer claims
	 * @param key the key it offers, or a certificate
	 * @param details where it comes from
	 * @return {@code false} unless overridden: without it no client signs
	 */
	default boolean isPublicKeyAcceptable(String username, SshPublicKey key, SshAuthenticationDetails details) {
		return false;
	}

}
