package io.sshconsole.ssh.crypto;

import java.util.Arrays;
import java.util.Optional;

/**
 * The message authentication codes, one row each (RFC 6668). Those whose names end in
 * {@code -etm} are taken over the encrypted packet (OpenSSH PROTOCOL 1.5), the others
 * over the plain one.
 */
public enum MacAlgorithm {

	HMAC_SHA2_512_ETM("hmac-sha2-512-etm@openssh.com", "HmacSHA512", 64, true),

	HMAC_SHA2_256_ETM("hmac-sha2-256-etm@openssh.com", "HmacSHA256", 32, true),

	HMAC_SHA2_512("hmac-sha2-512", "HmacSHA512", 64, false),

	HMAC_SHA2_256("hmac-sha2-256", "HmacSHA256", 32, false),

	// Not known to be broken as a code, but in no profile: for appliances that have
	// nothing else

	HMAC_SHA1_ETM("hmac-sha1-etm@openssh.com", "HmacSHA1", 20, true),

	HMAC_SHA1("hmac-sha1", "HmacSHA1", 20, false);

	private final String algorithmName;

	private final String jcaName;

	private final int length;

	private final boolean encryptThenMac;

	MacAlgorithm(String algorithmName, String jcaName, int length, boolean encryptThenMac) {
		this.algorithmName = algorithmName;
		this.jcaName = jcaName;
		this.length = length;
		this.encryptThenMac = encryptThenMac;
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

	/**
	 * Makes the protection of one direction by AES in counter mode and this code.
	 */
	PacketCipher aesCtr(byte[] key, byte[] iv, byte[] macKey) {
		PacketMac mac = new PacketMac(Jce.mac(this.jcaName, macKey));
		return this.encryptThenMac ? StreamPacketCipher.aesCtr(key, iv, mac)
				: new EncryptAndMacPacketCipher(key, iv, mac);
	}

}
