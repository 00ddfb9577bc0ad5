package io.sshconsole.ssh.crypto;

import java.util.Arrays;
import java.util.Optional;

import javax.crypto.Mac;

/**
 * The message authentication codes, one row each (RFC 6668). All of them are taken over
 * the encrypted packet (OpenSSH PROTOCOL 1.5).
 */
public enum MacAlgorithm {

	HMAC_SHA2_512_ETM("hmac-sha2-512-etm@openssh.com", "HmacSHA512", 64),

	HMAC_SHA2_256_ETM("hmac-sha2-256-etm@openssh.com", "HmacSHA256", 32);

	private final String algorithmName;

	private final String jcaName;

	private final int length;

	MacAlgorithm(String algorithmName, String jcaName, int length) {
		this.algorithmName = algorithmName;
		this.jcaName = jcaName;
		this.length = length;
	}

	/**
	 * Finds a row by its name on the wire.
	 * @param algorithmName such as {@code hmac-sha2-256-etm@openssh.com}
	 * @return the row, if there is one
	 */
	public static Optional<MacAlgorithm> named(String algorithmName) {
		return Arrays.stream(values()).filter((row) -> row.algorithmName.equals(algorithmName)).findFirst();
	}

	/**
	 * Returns the name on the wire.
	 * @return such as {@code hmac-sha2-256-etm@openssh.com}
	 */
	public String algorithmName() {
		return this.algorithmName;
	}

	/**
	 * Returns how many bytes of key to derive: as many as the code is long.
	 * @return a length in bytes
	 */
	public int keyLength() {
		return this.length;
	}

	Mac create(byte[] key) {
		return Jce.mac(this.jcaName, key);
	}

}
