package io.sshconsole.ssh.keys;

import java.util.Optional;

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
	 * @return the signature, if it is genuine
	 * @throws DisconnectException if it is malformed
	 */
	Optional<VerifiedSignature> verify(SignatureAlgorithm algorithm, byte[] data, WireReader signature)
			throws DisconnectException;

}
