package io.sshconsole.ssh.keys;

/**
 * Whether a key opens an account, and how far.
 */
public sealed interface KeyDecision {

	/**
	 * The key opens the account.
	 *
	 * @param permissions what it allows
	 */
	record Granted(KeyPermissions permissions) implements KeyDecision {

	}

	/**
	 * The key opens nothing.
	 *
	 * @param reason why, for the log; the peer is never told
	 */
	record Refused(String reason) implements KeyDecision {

	}

}
