package io.sshconsole.ssh.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Where primitives of the Java runtime come from. The provider is named, because an
 * application may have put another one in front whose AES is ten times slower.
 */
final class Jce {

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
