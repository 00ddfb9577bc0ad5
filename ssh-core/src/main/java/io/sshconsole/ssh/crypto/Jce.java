package io.sshconsole.ssh.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Where primitives of the Java runtime come from. The provider is named, because an
 * application may have put another one in front whose AES is ten times slower.
 */
final class Jce {

	static final int AES_BLOCK_SIZE = 16;

	private static final @Nullable Provider PROVIDER = Security.getProvider("SunJCE");

	private Jce() {
	}

	static Cipher cipher(String transformation) {
		try {
			return (PROVIDER != null) ? Cipher.getInstance(transformation, PROVIDER)
					: Cipher.getInstance(transformation);
		}
		catch (GeneralSecurityException ex) {
			throw missing(transformation, ex);
		}
	}

	/**
	 * Makes a stream of AES in counter mode (RFC 4344 §4). Encryption and decryption are
	 * the same.
	 * @param key 16, 24 or 32 bytes
	 * @param iv the first counter
	 * @return a stream at its beginning
	 */
	static Cipher aesCtr(byte[] key, byte[] iv) {
		Cipher cipher = cipher("AES/CTR/NoPadding");
		try {
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
		}
		catch (GeneralSecurityException ex) {
			throw unexpected(ex);
		}
		return cipher;
	}

	/**
	 * Goes on with a stream. A cipher that held bytes back, as some do in {@code update},
	 * would shift everything that follows.
	 * @param cipher the stream
	 * @param in holds the input
	 * @param offset where it begins
	 * @param length its length
	 * @param out where as much output goes, another array
	 * @param outOffset and at which index
	 */
	static void update(Cipher cipher, byte[] in, int offset, int length, byte[] out, int outOffset) {
		try {
			if (cipher.update(in, offset, length, out, outOffset) != length) {
				throw new IllegalStateException("The Java runtime's cipher holds bytes back");
			}
		}
		catch (ShortBufferException ex) {
			throw new IllegalArgumentException("No room for a packet of " + length + " bytes", ex);
		}
	}

	static Mac mac(String algorithm, byte[] key) {
		try {
			Mac mac = (PROVIDER != null) ? Mac.getInstance(algorithm, PROVIDER) : Mac.getInstance(algorithm);
			mac.init(new SecretKeySpec(key, algorithm));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw missing(algorithm, ex);
		}
	}

	/**
	 * Makes the failure for what cannot happen with keys of the right length.
	 * @param ex what happened
	 * @return an unchecked exception
	 */
	static IllegalStateException unexpected(GeneralSecurityException ex) {
		return new IllegalStateException("The Java runtime's cipher refused to work", ex);
	}

	private static IllegalStateException missing(String algorithm, GeneralSecurityException ex) {
		return new IllegalStateException(algorithm + " is part of every Java runtime", ex);
	}

}
