package io.sshconsole.ssh.crypto;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The ciphers, one row each.
 */
public enum CipherAlgorithm {

	CHACHA20_POLY1305("chacha20-poly1305@openssh.com", 64, 0, true,
			(key, iv, mac, macKey) -> new ChaChaPacketCipher(key)),

	AES256_GCM("aes256-gcm@openssh.com", 32, 12, true, (key, iv, mac, macKey) -> new GcmPacketCipher(key, iv)),

	AES128_GCM("aes128-gcm@openssh.com", 16, 12, true, (key, iv, mac, macKey) -> new GcmPacketCipher(key, iv)),

	AES256_CTR("aes256-ctr", 32, 16, false, CipherAlgorithm::aesCtr),

	AES192_CTR("aes192-ctr", 24, 16, false, CipherAlgorithm::aesCtr),

	AES128_CTR("aes128-ctr", 16, 16, false, CipherAlgorithm::aesCtr);

	private final String algorithmName;

	private final int keyLength;

	private final int ivLength;

	private final boolean authenticated;

	private final Factory factory;

	CipherAlgorithm(String algorithmName, int keyLength, int ivLength, boolean authenticated, Factory factory) {
		this.algorithmName = algorithmName;
		this.keyLength = keyLength;
		this.ivLength = ivLength;
		this.authenticated = authenticated;
		this.factory = factory;
	}

	/**
	 * Finds a row by its name on the wire.
	 * @param algorithmName such as {@code aes256-ctr}
	 * @return the row, if there is one
	 */
	public static Optional<CipherAlgorithm> named(String algorithmName) {
		return Arrays.stream(values()).filter((row) -> row.algorithmName.equals(algorithmName)).findFirst();
	}

	/**
	 * Returns the name on the wire.
	 * @return such as {@code aes256-ctr}
	 */
	public String algorithmName() {
		return this.algorithmName;
	}

	/**
	 * Returns how many bytes of key to derive.
	 * @return a length in bytes
	 */
	public int keyLength() {
		return this.keyLength;
	}

	/**
	 * Returns how many bytes of initial vector to derive.
	 * @return a length in bytes, zero for a cipher that counts by sequence number
	 */
	public int ivLength() {
		return this.ivLength;
	}

	/**
	 * Tells whether the cipher makes its own tag. No MAC is negotiated for such a cipher,
	 * whatever the lists say.
	 * @return whether it is authenticated
	 */
	public boolean isAuthenticated() {
		return this.authenticated;
	}

	/**
	 * Makes the protection of one direction.
	 * @param key {@link #keyLength()} bytes
	 * @param iv {@link #ivLength()} bytes
	 * @param mac the MAC, or {@code null} for an authenticated cipher
	 * @param macKey the MAC's key, empty for an authenticated cipher
	 * @return a new cipher
	 */
	public PacketCipher create(byte[] key, byte[] iv, @Nullable MacAlgorithm mac, byte[] macKey) {
		if (key.length != this.keyLength || iv.length != this.ivLength || (mac == null) != this.authenticated
				|| macKey.length != ((mac != null) ? mac.keyLength() : 0)) {
			throw new IllegalArgumentException("These are not the keys of " + this.algorithmName);
		}
		return this.factory.create(key, iv, mac, macKey);
	}

	private static PacketCipher aesCtr(byte[] key, byte[] iv, @Nullable MacAlgorithm mac, byte[] macKey) {
		if (mac == null) {
			throw new IllegalArgumentException("AES-CTR needs a MAC");
		}
		return mac.aesCtr(key, iv, macKey);
	}

	private interface Factory {

		PacketCipher create(byte[] key, byte[] iv, @Nullable MacAlgorithm mac, byte[] macKey);

	}

}
