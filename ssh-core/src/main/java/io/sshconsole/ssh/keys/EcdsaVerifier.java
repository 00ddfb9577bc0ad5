package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * An ECDSA public key (RFC 5656 §3.1).
 *
 * @param curve its curve
 * @param key the key as the Java runtime knows it
 */
record EcdsaVerifier(EcdsaCurve curve, PublicKey key) implements PlainVerifier {

	/**
	 * Reads {@code string} curve, {@code string} point.
	 * @param curve the curve that belongs to the key's type; a key may name no other
	 * @param reader behind the key's type
	 * @return the key
	 * @throws DisconnectException if it is not a point on that curve
	 */
	static EcdsaVerifier read(EcdsaCurve curve, WireReader reader) throws DisconnectException {
		if (!reader.readText().equals(curve.curveName())) {
			throw DisconnectException.protocolError("an ECDSA key whose curve is not that of its type");
		}
		return new EcdsaVerifier(curve, curve.publicKey(curve.decode(reader.readString())));
	}

	/**
	 * Verifies {@code mpint} r, {@code mpint} s (RFC 5656 §3.1.2). Both are checked here:
	 * a Java runtime took zeros for a signature once (CVE-2022-21449).
	 */
	@Override
	public boolean verify(SignatureAlgorithm algorithm, byte[] data, byte[] signature) {
		try {
			WireReader reader = new WireReader(signature);
			byte[] pair = new byte[2 * this.curve.fieldLength()];
			if (!copy(reader.readMpint(), pair, pair.length / 2) || !copy(reader.readMpint(), pair, pair.length)) {
				return false;
			}
			reader.expectEnd();
			Signature verifier = Jca.signature(algorithm.primitive());
			verifier.initVerify(this.key);
			verifier.update(data);
			return verifier.verify(pair);
		}
		catch (DisconnectException | GeneralSecurityException ex) {
			return false;
		}
	}

	private boolean copy(BigInteger number, byte[] pair, int end) {
		if (number.signum() == 0 || number.compareTo(this.curve.order()) >= 0) {
			return false;
		}
		byte[] bytes = number.toByteArray();
		byte[] unsigned = (bytes[0] == 0) ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
		System.arraycopy(unsigned, 0, pair, end - unsigned.length, unsigned.length);
		return true;
	}

}
