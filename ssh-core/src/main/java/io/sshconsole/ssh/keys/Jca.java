package io.sshconsole.ssh.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;

import org.jspecify.annotations.Nullable;

/**
 * Where hashes and signatures of the Java runtime come from. The provider of a signature
 * is named, because an application may have put another one in front, with other ideas of
 * which keys are good.
 */
final class Jca {

	private Jca() {
	}

	static MessageDigest digest(String algorithm) {
		try {
			return MessageDigest.getInstance(algorithm);
		}
		catch (NoSuchAlgorithmException ex) {
			throw missing(algorithm, ex);
		}
	}

	static byte[] sha256(byte[] data) {
		return digest("SHA-256").digest(data);
	}

	static KeyFactory keyFactory(String algorithm) {
		Provider provider = provider(algorithm);
		try {
			return (provider != null) ? KeyFactory.getInstance(algorithm, provider) : KeyFactory.getInstance(algorithm);
		}
		catch (GeneralSecurityException ex) {
			throw missing(algorithm, ex);
		}
	}

	static Signature signature(String algorithm) {
		Provider provider = provider(algorithm);
		try {
			return (provider != null) ? Signature.getInstance(algorithm, provider) : Signature.getInstance(algorithm);
		}
		catch (GeneralSecurityException ex) {
			throw missing(algorithm, ex);
		}
	}

	static @Nullable Provider provider(String algorithm) {
		return Security.getProvider(algorithm.contains("RSA") ? "SunRsaSign" : "SunEC");
	}

	static IllegalStateException missing(String algorithm, GeneralSecurityException ex) {
		return new IllegalStateException("This Java runtime has no " + algorithm, ex);
	}

}
