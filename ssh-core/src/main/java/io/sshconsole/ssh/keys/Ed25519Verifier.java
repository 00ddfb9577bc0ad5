package io.sshconsole.ssh.keys;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key, decoded once (RFC 8709 §4, §6).
 *
 * @param point its point on the curve
 */
record Ed25519Verifier(Ed25519.PublicPoint point) implements PlainVerifier {

	/**
	 * Reads {@code string} key.
	 * @param reader behind the key's type
	 * @return the key
	 * @throws DisconnectException if it is not a point on the curve
	 */
	static Ed25519Verifier read(WireReader reader) throws DisconnectException {
		byte[] key = reader.readString();
		if (key.length != Ed25519.PUBLIC_KEY_SIZE) {
			throw DisconnectException.protocolError("an Ed25519 key of " + key.length + " bytes");
		}
		Ed25519.PublicPoint point = Ed25519.validatePublicKeyPartialExport(key, 0);
		if (point == null) {
			throw DisconnectException.protocolError("an Ed25519 key that is not a point on the curve");
		}
		return new Ed25519Verifier(point);
	}

	/**
	 * Wraps a key that was computed. It is decoded when it is needed: a server never
	 * verifies with its own keys.
	 * @param key a valid key
	 * @return the key
	 */
	static PlainVerifier of(byte[] key) {
		return (algorithm, data, signature) -> signature.length == Ed25519.SIGNATURE_SIZE
				&& Ed25519.verify(signature, 0, key, 0, data, 0, data.length);
	}

	@Override
	public boolean verify(SignatureAlgorithm algorithm, byte[] data, byte[] signature) {
		return signature.length == Ed25519.SIGNATURE_SIZE
				&& Ed25519.verify(signature, 0, this.point, data, 0, data.length);
	}

}
