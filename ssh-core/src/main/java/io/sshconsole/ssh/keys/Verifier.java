package io.sshconsole.ssh.keys;

/**
 * The mathematics of one public key.
 */
interface Verifier {

	/**
	 * Verifies a signature.
	 * @param algorithm an algorithm of the key's type
	 * @param data what was signed
	 * @param signature the inner signature, without its algorithm's name
	 * @return whether it is genuine; {@code false} also for one of the wrong length
	 */
	boolean verify(SignatureAlgorithm algorithm, byte[] data, byte[] signature);

}
