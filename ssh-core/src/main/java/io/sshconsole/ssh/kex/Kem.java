package io.sshconsole.ssh.kex;

import io.sshconsole.ssh.wire.DisconnectException;

/**
 * A key encapsulation mechanism, the post-quantum half of a hybrid; used once, by the
 * client for a key and its decapsulation, or by the server for an encapsulation.
 */
interface Kem {

	int publicKeyLength();

	int ciphertextLength();

	/**
	 * Makes a key pair.
	 * @return its public half
	 */
	byte[] generate();

	/**
	 * Encapsulates a fresh secret.
	 * @param publicKey the client's key, of the right length
	 * @return the secret and its ciphertext
	 * @throws DisconnectException if the key is not acceptable
	 */
	Encapsulation encapsulate(byte[] publicKey) throws DisconnectException;

	/**
	 * Recovers the secret with the key that was generated. A ciphertext that was tampered
	 * with yields another secret, and the exchange fails at the signature.
	 * @param ciphertext the server's, of the right length
	 * @return the secret
	 */
	byte[] decapsulate(byte[] ciphertext);

	/**
	 * What the server computes.
	 *
	 * @param ciphertext what is sent to the client
	 * @param secret what is not
	 */
	record Encapsulation(byte[] ciphertext, byte[] secret) {

		@Override
		public String toString() {
			return "Encapsulation";
		}

	}

}
