package io.sshconsole.boot.security;

/**
 * Decides whether a proof is looked at at all, and hears what became of it. All beans of
 * this type must let it pass. They are asked on the connection's own thread and may take
 * their time; the login grace time bounds it.
 */
public interface SshLoginGuard {

	/**
	 * Tells whether a proof is looked at. One that is not, right or wrong, is refused.
	 * @param method how it is given
	 * @param username the name the peer claims
	 * @param details where it comes from
	 * @return {@code true} unless overridden
	 */
	default boolean admits(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
		return true;
	}

	/**
	 * Hears of a refusal: a wrong proof, or a user who may not come in. A user store that
	 * is down, a key that was only asked about and a proof that was not looked at are
	 * none.
	 * @param method how the proof was given
	 * @param username the name the peer claims
	 * @param details where it came from
	 */
	default void failed(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
	}

	/**
	 * Hears of a proof that counted. Another one may be necessary, so the user is not in
	 * yet: counters of what went wrong before must stay.
	 * @param method how the proof was given
	 * @param username the name the peer claims
	 * @param details where it came from
	 */
	default void succeeded(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
	}

	/**
	 * Returns what guards the factors that users prove who are in already. Somebody with
	 * the stolen key of a user is in, so to have come in is no merit there.
	 * @return this guard unless overridden
	 */
	default SshLoginGuard inSession() {
		return this;
	}

}
