package io.sshconsole.ssh.auth;

import java.util.List;
import java.util.Optional;

import io.sshconsole.ssh.keys.KeyPermissions;
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
	 * @return {@link AuthResult#FAILED} unless overridden; a
	 * {@link PasswordChangeRequest} if it is right but has expired
	 */
	default PasswordReply checkAuthPassword(String username, String password) {
		return AuthResult.FAILED;
	}

	/**
	 * Asks for another password in place of an expired one (RFC 4252 §8).
	 * @param username the name the peer claims
	 * @param oldPassword what was typed as the present password, not verified
	 * @param newPassword the password wanted
	 * @return {@link AuthResult#FAILED} unless overridden; a
	 * {@link PasswordChangeRequest} if the new one is not acceptable
	 */
	default PasswordReply checkAuthPasswordChange(String username, String oldPassword, String newPassword) {
		return AuthResult.FAILED;
	}

	/**
	 * Asks for the first round of questions (RFC 4256 §3.1).
	 * @param username the name the peer claims
	 * @param submethods hints of the client, usually none
	 * @return {@link AuthResult#FAILED} unless overridden; usually an
	 * {@link InteractiveQuery}
	 */
	default Reply checkAuthInteractive(String username, List<String> submethods) {
		return AuthResult.FAILED;
	}

	/**
	 * Takes the answers to the last query. Called only while one is open, with as many
	 * answers as it has prompts.
	 * @param responses the answers, in the order of the prompts
	 * @return {@link AuthResult#FAILED} unless overridden; another
	 * {@link InteractiveQuery} goes on asking
	 */
	default Reply checkAuthInteractiveResponse(List<String> responses) {
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
	 * Returns how a user may sign (OpenSSH's {@code ext-info-in-auth}). Asked once, when
	 * the name is known; a client that understands it is told what differs. Anybody can
	 * see the answer, so it should not depend on whether the user exists.
	 * @param username the name the peer claims
	 * @param algorithms the signature algorithms that the server accepts
	 * @return those of them that this user may use; all of them unless overridden
	 */
	default List<String> getPublicKeyAlgorithms(String username, List<String> algorithms) {
		return algorithms;
	}

	/**
	 * Asks whether a user gets in with a key whose signature over this very session has
	 * been verified (RFC 4252 §7). What a security key did when it signed is judged
	 * behind it, by the policy in {@link #permissions()}: a key that nobody touched may
	 * be refused although the answer here was success.
	 * @param username the name the peer claims
	 * @param key the key whose private half the peer owns
	 * @return {@link AuthResult#FAILED} unless overridden
	 */
	default AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
		return AuthResult.FAILED;
	}

	/**
	 * Returns what the proof allows that was just accepted: the options of the key or of
	 * the certificate. Asked once behind each success, whole or partial. Of several
	 * proofs only what all of them allow is granted; the core enforces it.
	 * @return {@link KeyPermissions#ALL} unless overridden
	 */
	default KeyPermissions permissions() {
		return KeyPermissions.ALL;
	}

	/**
	 * Takes back the proof that was accepted last: what it allows contradicts the proofs
	 * before, or does not hold here and now, and so it did not count. A handler that
	 * keeps what a user has proven must drop it.
	 */
	default void forgetProof() {
	}

	/**
	 * Returns a text shown before authentication (RFC 4252 §5.4).
	 * @return lines of text; empty for none
	 */
	default Optional<String> getBanner() {
		return Optional.empty();
	}

	/**
	 * What may be answered in {@code keyboard-interactive}.
	 */
	sealed interface Reply permits AuthResult, InteractiveQuery {

	}

	/**
	 * What may be answered to a password.
	 */
	sealed interface PasswordReply permits AuthResult, PasswordChangeRequest {

	}

}
