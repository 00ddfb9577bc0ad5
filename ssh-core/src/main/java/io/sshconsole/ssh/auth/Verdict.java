package io.sshconsole.ssh.auth;

import java.util.function.Predicate;

import io.sshconsole.ssh.keys.SecurityKeyPolicy;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * What became of one authentication request.
 *
 * @param result the handler's answer
 * @param attempt whether a refusal counts as a failed attempt
 * @param answered whether the reply has been posted already
 * @param key what was proven, if it is a key
 * @param proof tells whether what was proven follows a policy for security keys
 * @param next a new request with which the client abandoned this one
 */
record Verdict(AuthResult result, boolean attempt, boolean answered, @Nullable SshPublicKey key,
		Predicate<SecurityKeyPolicy> proof, @Nullable UserAuthRequest next) {

	private static final Predicate<SecurityKeyPolicy> ANY_POLICY = (policy) -> true;

	/**
	 * The server has asked back, and the client may answer or not: the key of a query is
	 * acceptable, or a password has expired.
	 */
	static final Verdict ASKED_BACK = new Verdict(AuthResult.FAILED, false, true, null, ANY_POLICY, null);

	/**
	 * The key of a query is not acceptable. Clients try all the keys they have, so it is
	 * not an attempt; the budget of requests bounds it.
	 */
	static final Verdict QUERY_REFUSED = new Verdict(AuthResult.FAILED, false, false, null, ANY_POLICY, null);

	static Verdict of(AuthResult result) {
		return new Verdict(result, true, false, null, ANY_POLICY, null);
	}

	/**
	 * A key has proven something, as far as its permissions are content with how.
	 */
	static Verdict of(AuthResult result, SshPublicKey key, Predicate<SecurityKeyPolicy> proof) {
		return new Verdict(result, true, false, key, proof, null);
	}

	/**
	 * The client went on without an answer to our question (RFC 4256 §3.1); the abandoned
	 * request gets none from us.
	 */
	static Verdict abandonedFor(UserAuthRequest next) {
		return new Verdict(AuthResult.FAILED, true, true, null, ANY_POLICY, next);
	}

}
