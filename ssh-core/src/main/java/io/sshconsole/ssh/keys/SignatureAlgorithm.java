package io.sshconsole.ssh.keys;

import java.util.Arrays;
import java.util.Optional;

/**
 * The signature algorithms, one row each. A type of key may have several (RFC 8332 §3).
 */
public enum SignatureAlgorithm {

	/**
	 * RFC 8709.
	 */
	ED25519("ssh-ed25519", KeyType.ED25519);

	private final String algorithmName;

	private final KeyType keyType;

	SignatureAlgorithm(String algorithmName, KeyType keyType) {
		this.algorithmName = algorithmName;
		this.keyType = keyType;
	}

	/**
	 * Finds a row by its name on the wire.
	 * @param algorithmName such as {@code ssh-ed25519}
	 * @return the row, if there is one
	 */
	public static Optional<SignatureAlgorithm> named(String algorithmName) {
		return Arrays.stream(values()).filter((row) -> row.algorithmName.equals(algorithmName)).findFirst();
	}

	/**
	 * Returns the name on the wire.
	 * @return such as {@code ssh-ed25519}
	 */
	public String algorithmName() {
		return this.algorithmName;
	}

	/**
	 * Returns the name of the type of key that it needs.
	 * @return such as {@code ssh-ed25519}
	 */
	public String keyType() {
		return this.keyType.typeName();
	}

	static boolean supportsKeyType(String typeName) {
		return Arrays.stream(values()).anyMatch((row) -> row.keyType().equals(typeName));
	}

}
