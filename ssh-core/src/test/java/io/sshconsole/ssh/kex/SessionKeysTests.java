package io.sshconsole.ssh.kex;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms.Protection;
import io.sshconsole.ssh.wire.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Derives the keys a second time, as RFC 4253 §7.2 writes it down, and compares what both
 * make of a packet. The key of ChaCha20 is longer than any hash.
 */
class SessionKeysTests {

	private final byte[] secret = bytes(1, 36);

	private final byte[] hash = bytes(2, 32);

	private final byte[] sessionId = bytes(3, 32);

	@ParameterizedTest
	@EnumSource
	void theClientSendsUnderTheLettersACE(CipherAlgorithm cipher) throws Exception {
		assertThat(seal(keys(cipher).cipherFor(Role.CLIENT))).isEqualTo(seal(expected(cipher, 'A', 'C', 'E')));
	}

	@ParameterizedTest
	@EnumSource
	void theServerSendsUnderTheLettersBDF(CipherAlgorithm cipher) throws Exception {
		assertThat(seal(keys(cipher).cipherFor(Role.SERVER))).isEqualTo(seal(expected(cipher, 'B', 'D', 'F')));
	}

	@Test
	void eachDirectionHasItsAlgorithms() throws Exception {
		Protection chacha = protection(CipherAlgorithm.CHACHA20_POLY1305);
		Protection gcm = protection(CipherAlgorithm.AES256_GCM);
		NegotiatedAlgorithms negotiated = new NegotiatedAlgorithms(KexAlgorithm.CURVE25519, "ssh-ed25519", chacha, gcm,
				true);
		SessionKeys keys = new SessionKeys(negotiated, this.secret, this.hash, this.sessionId);
		assertThat(seal(keys.cipherFor(Role.CLIENT)))
			.isEqualTo(seal(expected(CipherAlgorithm.CHACHA20_POLY1305, 'A', 'C', 'E')));
		assertThat(seal(keys.cipherFor(Role.SERVER)))
			.isEqualTo(seal(expected(CipherAlgorithm.AES256_GCM, 'B', 'D', 'F')));
	}

	@Test
	void nothingSecretIsPrinted() {
		assertThat(keys(CipherAlgorithm.AES128_CTR)).asString()
			.contains("AES128_CTR")
			.doesNotContain("[B@")
			.doesNotContain(Arrays.toString(this.secret));
	}

	private SessionKeys keys(CipherAlgorithm cipher) {
		NegotiatedAlgorithms negotiated = new NegotiatedAlgorithms(KexAlgorithm.CURVE25519, "ssh-ed25519",
				protection(cipher), protection(cipher), true);
		return new SessionKeys(negotiated, this.secret, this.hash, this.sessionId);
	}

	private static Protection protection(CipherAlgorithm cipher) {
		return new Protection(cipher, cipher.isAuthenticated() ? null : MacAlgorithm.HMAC_SHA2_512_ETM,
				Compression.NONE);
	}

	private PacketCipher expected(CipherAlgorithm cipher, char iv, char key, char mac) throws GeneralSecurityException {
		MacAlgorithm algorithm = protection(cipher).mac();
		return cipher.create(derive(key, cipher.keyLength()), derive(iv, cipher.ivLength()), algorithm,
				(algorithm != null) ? derive(mac, algorithm.keyLength()) : new byte[0]);
	}

	private byte[] derive(char letter, int length) throws GeneralSecurityException {
		byte[] k1 = sha256(this.secret, this.hash, new byte[] { (byte) letter }, this.sessionId);
		byte[] k2 = sha256(this.secret, this.hash, k1);
		byte[] k3 = sha256(this.secret, this.hash, k1, k2);
		return Arrays.copyOf(concat(k1, k2, k3), length);
	}

	private static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
		return MessageDigest.getInstance("SHA-256").digest(concat(parts));
	}

	private static byte[] concat(byte[]... parts) {
		byte[] all = new byte[0];
		for (byte[] part : parts) {
			int have = all.length;
			all = Arrays.copyOf(all, have + part.length);
			System.arraycopy(part, 0, all, have, part.length);
		}
		return all;
	}

	private static byte[] seal(PacketCipher cipher) throws Exception {
		byte[] out = new byte[200];
		int length = cipher.seal(7, bytes(4, 200), 100, out, 0);
		return Arrays.copyOf(out, length);
	}

	private static byte[] bytes(int seed, int length) {
		byte[] bytes = new byte[length];
		new Random(seed).nextBytes(bytes);
		return bytes;
	}

}
