package io.sshconsole.ssh.auth;

import java.util.List;
import java.util.Optional;

import io.sshconsole.ssh.keys.SshPublicKey;

/**
 * The questions that authentication asks of a server. Every default refuses. One instance
 * serves one connection; all methods run on that connection's thread and may block, the
 * login grace time bounds them.
 */
public interface ServerAuthHandler {

	/**
	 * Returns the methods with which this user may go on (RFC 4252 §5.1). Asked before
	 * each request is served, and again for each failure; a method that is not listed is
	 * refused without any other question. The answer should not depend on whether the
	 * user exists.
	 * @param username the name the peer claims
	 * @return method names such as {@code publickey} and {@code password}, preferred
	 * first; {@code none} is never announced
	 */
	default List<String> getAllowedAuths(String username) {
		return List.of();
	}

	/**
	 * Asks whether a user gets in without any proof (RFC 4252 §5.2).
	 * @param username the name the peer claims
	 * @return {@link AuthResult#FAILED} unless overridden
	 */
	default AuthResult checkAuthNone(String username) {
		return AuthResult.FAILED;
	}

	/**
	 * Asks whether a password is right (RFC 4252 §8).
	 * @param username the name the peer claims
	 * @param password what was typed
	 * @return {@link AuthResult#FAILED} unless overridden
	 */
	default AuthResult checkAuthPassword(String username, String password) {
		return AuthResult.FAILED;
	}

	/**
	 * Asks whether a signature of this key would be worth making (RFC 4252 §7, the query
	 * without signature). The answer proves nothing and must have no effect: a client may
	 * ask for many keys and sign with another one.
	 * @param username the name the peer claims
	 * @param key the key it offers
	 * @return {@code false} unless overridden
	 */
	default boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
		return false;
	}

	/**
	 * Asks whether a user gets in with a key whose signature over this very session has
	 * been verified (RFC 4252 §7).
	 * @param username the name the peer claims
	 * @param key the key whose private half the peer owns
	 * @return {@link AuthResult#FAILED} unless overridden
	 */
	default AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
		return AuthResult.FAILED;
	}

	/**
	 * Returns a text shown before authentication (RFC 4252 §5.4).
	 * @return lines of text; empty for none
	 */
	default Optional<String> getBanner() {
		return Optional.empty();
	}

}
