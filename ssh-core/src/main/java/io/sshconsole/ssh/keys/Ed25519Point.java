package io.sshconsole.ssh.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.NamedParameterSpec;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Computes the public half of an Ed25519 key (RFC 8032 §5.1.5).
 */
final class Ed25519Point {

	static final int SIZE = 32;

	private static final int X_IS_ODD = 0x80;

	private Ed25519Point() {
	}

	/**
	 * Computes the point of a seed with the Java runtime. Bouncy Castle is several times
	 * faster once it is there, but a server that starts would have to verify all of its
	 * signed jar first.
	 * @param seed 32 bytes
	 * @return the encoded point
	 */
	static byte[] of(byte[] seed) {
		Provider provider = Jca.provider("Ed25519");
		if (provider == null || provider.getService("KeyPairGenerator", "Ed25519") == null) {
			return withBouncyCastle(seed);
		}
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519", provider);
			generator.initialize(NamedParameterSpec.ED25519, new Seed(seed, provider));
			KeyPair pair = generator.generateKeyPair();
			byte[] used = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseGet(() -> new byte[0]);
			// That a generator takes what it is given as it is, no specification promises
			return MessageDigest.isEqual(seed, used) ? encode(((EdECPublicKey) pair.getPublic()).getPoint())
					: withBouncyCastle(seed);
		}
		catch (GeneralSecurityException ex) {
			throw Jca.missing("Ed25519", ex);
		}
	}

	private static byte[] withBouncyCastle(byte[] seed) {
		byte[] point = new byte[SIZE];
		Ed25519.generatePublicKey(seed, 0, point, 0);
		return point;
	}

	private static byte[] encode(EdECPoint point) {
		byte[] number = point.getY().toByteArray();
		byte[] encoded = new byte[SIZE];
		for (int i = 0; i < Math.min(number.length, SIZE); i++) {
			encoded[i] = number[number.length - 1 - i];
		}
		if (point.isXOdd()) {
			encoded[SIZE - 1] |= (byte) X_IS_ODD;
		}
		return encoded;
	}

	/**
	 * What a generator takes for random.
	 */
	private static final class Seed extends SecureRandom {

		private static final long serialVersionUID = 1L;

		Seed(byte[] seed, Provider provider) {
			super(new Bytes(seed), provider);
		}

	}

	private static final class Bytes extends SecureRandomSpi {

		private static final long serialVersionUID = 1L;

		private final byte[] seed;

		Bytes(byte[] seed) {
			this.seed = seed;
		}

		@Override
		protected void engineSetSeed(byte[] more) {
			// Nothing can change it
		}

		@Override
		protected void engineNextBytes(byte[] bytes) {
			System.arraycopy(this.seed, 0, bytes, 0, Math.min(bytes.length, this.seed.length));
		}

		@Override
		protected byte[] engineGenerateSeed(int size) {
			return new byte[size];
		}

	}

}
