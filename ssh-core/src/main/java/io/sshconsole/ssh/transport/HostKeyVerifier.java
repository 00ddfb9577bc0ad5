package io.sshconsole.ssh.transport;

import io.sshconsole.ssh.keys.SshPublicKey;

/**
 * Decides on the client whether a server's host key is the right one. Asked once per
 * connection, after the server has proven that it owns the key and before anything about
 * the user is sent.
 */
@FunctionalInterface
public interface HostKeyVerifier {

	/**
	 * Decides about a key.
	 * @param hostKey the server's key
	 * @return whether to go on
	 */
	boolean verify(SshPublicKey hostKey);

	/**
	 * Accepts one key only.
	 * @param fingerprint as {@link SshPublicKey#fingerprint()} gives it
	 * @return a verifier
	 */
	static HostKeyVerifier acceptFingerprint(String fingerprint) {
		return (hostKey) -> hostKey.fingerprint().equals(fingerprint);
	}

	/**
	 * Accepts no key.
	 * @return a verifier
	 */
	static HostKeyVerifier rejectAll() {
		return (hostKey) -> false;
	}

}
