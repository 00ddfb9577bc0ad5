package io.sshconsole.ssh.keys;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * The mathematics of one public key.
 */
interface Verifier {

	/**
	 * Verifies a signature.
	 * @param algorithm an algorithm of the key's type
	 * @param data what was signed
	 * @param signature the cursor behind the algorithm's name, read to its end
	 * @param policy what a security key must have made sure of
	 * @return whether it is genuine and follows the policy
	 * @throws DisconnectException if it is malformed
	 */
	boolean verify(SignatureAlgorithm algorithm, byte[] data, WireReader signature, SecurityKeyPolicy policy)
			throws DisconnectException;

}
