package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * An RSA public key (RFC 8332).
 *
 * @param length the length of a signature in bytes
 * @param key the key as the Java runtime knows it
 */
record RsaVerifier(int length, PublicKey key) implements PlainVerifier {

	/**
	 * Shorter keys can be broken by those who can afford it.
	 */
	private static final int MIN_BITS = 2048;

	/**
	 * Longer keys serve only to keep a processor busy.
	 */
	private static final int MAX_BITS = 16384;

	/**
	 * A longer exponent would make a verification as expensive as a signature.
	 */
	private static final int MAX_EXPONENT_BITS = 32;

	/**
	 * Reads {@code mpint} exponent, {@code mpint} modulus. Both must be in their shortest
	 * form, or a revoked key could come back in another encoding.
	 * @param reader behind the key's type
	 * @return the key
	 * @throws DisconnectException if it is malformed, or too short or too long to be used
	 */
	static RsaVerifier read(WireReader reader) throws DisconnectException {
		int begin = reader.position();
		BigInteger exponent = reader.readMpint();
		BigInteger modulus = reader.readMpint();
		byte[] shortest = new WireWriter().writeMpint(exponent).writeMpint(modulus).toByteArray();
		if (reader.position() - begin != shortest.length) {
			throw DisconnectException.protocolError("an RSA key with needless zeros");
		}
		return of(modulus, exponent);
	}

	static RsaVerifier of(BigInteger modulus, BigInteger exponent) throws DisconnectException {
		int bits = modulus.bitLength();
		if (bits < MIN_BITS || bits > MAX_BITS) {
			throw DisconnectException.protocolError("an RSA key of " + bits + " bits");
		}
		if (!modulus.testBit(0)) {
			throw DisconnectException.protocolError("an RSA key with an even modulus");
		}
		if (exponent.bitLength() < 2 || exponent.bitLength() > MAX_EXPONENT_BITS || !exponent.testBit(0)) {
			throw DisconnectException.protocolError("an RSA key with an exponent that is even, too small or too large");
		}
		try {
			PublicKey key = Jca.keyFactory("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
			return new RsaVerifier((bits + 7) / 8, key);
		}
		catch (GeneralSecurityException ex) {
			throw DisconnectException.protocolError("an RSA key that cannot be used");
		}
	}

	/**
	 * Verifies a signature. Some programs leave out zeros in front of it.
	 */
	@Override
	public boolean verify(SignatureAlgorithm algorithm, byte[] data, byte[] signature) {
		if (signature.length == 0 || signature.length > this.length) {
			return false;
		}
		byte[] padded = new byte[this.length];
		System.arraycopy(signature, 0, padded, this.length - signature.length, signature.length);
		try {
			Signature verifier = Jca.signature(algorithm.primitive());
			verifier.initVerify(this.key);
			verifier.update(data);
			return verifier.verify(padded);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
