package io.sshconsole.ssh.kex;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The generator from which test vectors of post-quantum mechanisms are made: AES-256 in
 * counter mode without a derivation function (NIST SP 800-90A §10.2.1).
 */
final class NistRandom extends SecureRandom {

	private static final int BLOCK = 16;

	private static final int KEY = 32;

	private byte[] key = new byte[KEY];

	private byte[] counter = new byte[BLOCK];

	/**
	 * Starts the generator.
	 * @param seed 48 bytes
	 */
	NistRandom(byte[] seed) {
		super(null, null);
		update(seed);
	}

	@Override
	public void nextBytes(byte[] bytes) {
		for (int i = 0; i < bytes.length; i += BLOCK) {
			System.arraycopy(nextBlock(), 0, bytes, i, Math.min(BLOCK, bytes.length - i));
		}
		update(new byte[KEY + BLOCK]);
	}

	private void update(byte[] data) {
		byte[] next = new byte[KEY + BLOCK];
		for (int i = 0; i < next.length; i += BLOCK) {
			System.arraycopy(nextBlock(), 0, next, i, BLOCK);
		}
		for (int i = 0; i < next.length; i++) {
			next[i] ^= data[i];
		}
		System.arraycopy(next, 0, this.key, 0, KEY);
		System.arraycopy(next, KEY, this.counter, 0, BLOCK);
	}

	private byte[] nextBlock() {
		int i = BLOCK - 1;
		while (++this.counter[i] == 0 && i > 0) {
			i--;
		}
		try {
			Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
			aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(this.key, "AES"));
			return aes.doFinal(this.counter);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
