package io.sshconsole.ssh.kex;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * The key exchange methods, one row each.
 */
public enum KexAlgorithm {

	MLKEM768_X25519("mlkem768x25519-sha256", "SHA-256", MlKem768X25519::new),

	CURVE25519("curve25519-sha256", "SHA-256", X25519Agreement::new),

	// The same method under the name it had before RFC 8731
	CURVE25519_LIBSSH("curve25519-sha256@libssh.org", "SHA-256", X25519Agreement::new);

	private final String algorithmName;

	private final String hash;

	private final Function<SecureRandom, KeyAgreement> agreement;

	KexAlgorithm(String algorithmName, String hash, Function<SecureRandom, KeyAgreement> agreement) {
		this.algorithmName = algorithmName;
		this.hash = hash;
		this.agreement = agreement;
	}

	/**
	 * Finds a row by its name on the wire.
	 * @param algorithmName such as {@code curve25519-sha256}
	 * @return the row, if there is one
	 */
	public static Optional<KexAlgorithm> named(String algorithmName) {
		return Arrays.stream(values()).filter((row) -> row.algorithmName.equals(algorithmName)).findFirst();
	}

	/**
	 * Returns the name on the wire.
	 * @return such as {@code curve25519-sha256}
	 */
	public String algorithmName() {
		return this.algorithmName;
	}

	/**
	 * Makes a new instance of the method's hash, which also derives the keys.
	 * @return a fresh digest
	 */
	MessageDigest newDigest() {
		return digest(this.hash);
	}

	/**
	 * Starts an agreement with new ephemeral keys.
	 * @param random where they come from
	 * @return an agreement for one use
	 */
	public KeyAgreement newAgreement(SecureRandom random) {
		return this.agreement.apply(random);
	}

	static MessageDigest digest(String algorithm) {
		try {
			return MessageDigest.getInstance(algorithm);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(algorithm + " is part of every Java runtime", ex);
		}
	}

}
