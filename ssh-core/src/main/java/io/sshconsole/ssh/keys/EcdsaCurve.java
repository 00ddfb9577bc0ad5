package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * The curves of ECDSA keys, one row each (RFC 5656 §10.1).
 */
enum EcdsaCurve {

	NISTP256("nistp256", "secp256r1", 32, "1.2.840.10045.3.1.7"),

	NISTP384("nistp384", "secp384r1", 48, "1.3.132.0.34"),

	NISTP521("nistp521", "secp521r1", 66, "1.3.132.0.35");

	private static final int UNCOMPRESSED = 4;

	private final String curveName;

	private final String standardName;

	private final int fieldLength;

	private final String identifier;

	EcdsaCurve(String curveName, String standardName, int fieldLength, String identifier) {
		this.curveName = curveName;
		this.standardName = standardName;
		this.fieldLength = fieldLength;
		this.identifier = identifier;
	}

	/**
	 * Finds a row by its identifier in private key files of other programs.
	 * @param identifier the object identifier, such as {@code 1.3.132.0.34} (RFC 5480
	 * §2.1.1.1)
	 * @return the curve
	 * @throws SshException if it is another one
	 */
	static EcdsaCurve identifiedBy(String identifier) throws SshException {
		for (EcdsaCurve curve : values()) {
			if (curve.identifier.equals(identifier)) {
				return curve;
			}
		}
		throw new SshException("An ECDSA key on a curve that is not supported");
	}

	/**
	 * Returns the name on the wire.
	 * @return such as {@code nistp256}
	 */
	String curveName() {
		return this.curveName;
	}

	/**
	 * Returns the name of the type of keys on this curve, and of their signatures.
	 * @return such as {@code ecdsa-sha2-nistp256}
	 */
	String typeName() {
		return "ecdsa-sha2-" + this.curveName;
	}

	/**
	 * Returns the length of a coordinate. That of the group's order is the same.
	 * @return in bytes
	 */
	int fieldLength() {
		return this.fieldLength;
	}

	BigInteger order() {
		return parameters().getOrder();
	}

	/**
	 * Decodes a public point (SEC 1 §2.3.4). Only the form without compression is
	 * accepted, so a point has one encoding. The curves have a cofactor of one: every
	 * point on them but infinity, which has no such form, is in the group.
	 * @param encoded the encoded point
	 * @return the point
	 * @throws DisconnectException if it is not on the curve
	 */
	ECPoint decode(byte[] encoded) throws DisconnectException {
		if (encoded.length != 1 + 2 * this.fieldLength || encoded[0] != UNCOMPRESSED) {
			throw DisconnectException.protocolError("an ECDSA key that is not an uncompressed point");
		}
		ECParameterSpec parameters = parameters();
		BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
		BigInteger x = new BigInteger(1, encoded, 1, this.fieldLength);
		BigInteger y = new BigInteger(1, encoded, 1 + this.fieldLength, this.fieldLength);
		BigInteger right = x.multiply(x)
			.add(parameters.getCurve().getA())
			.multiply(x)
			.add(parameters.getCurve().getB())
			.mod(p);
		if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.multiply(y).mod(p).equals(right)) {
			throw DisconnectException.protocolError("an ECDSA key that is not a point on the curve");
		}
		return new ECPoint(x, y);
	}

	/**
	 * Computes the public point of a private key.
	 * @param secret the private key, in range
	 * @return the point, encoded
	 */
	byte[] multiplyGenerator(BigInteger secret) {
		return new FixedPointCombMultiplier().multiply(CustomNamedCurves.getByName(this.standardName).getG(), secret)
			.normalize()
			.getEncoded(false);
	}

	PublicKey publicKey(ECPoint point) throws DisconnectException {
		try {
			return Jca.keyFactory("EC").generatePublic(new ECPublicKeySpec(point, parameters()));
		}
		catch (GeneralSecurityException ex) {
			throw DisconnectException.protocolError("an ECDSA key that cannot be used");
		}
	}

	PrivateKey privateKey(BigInteger secret) throws SshException {
		try {
			return Jca.keyFactory("EC").generatePrivate(new ECPrivateKeySpec(secret, parameters()));
		}
		catch (GeneralSecurityException ex) {
			throw new SshException("An ECDSA private key that cannot be used");
		}
	}

	private ECParameterSpec parameters() {
		Provider provider = Jca.provider("EC");
		try {
			AlgorithmParameters parameters = (provider != null) ? AlgorithmParameters.getInstance("EC", provider)
					: AlgorithmParameters.getInstance("EC");
			parameters.init(new ECGenParameterSpec(this.standardName));
			return parameters.getParameterSpec(ECParameterSpec.class);
		}
		catch (GeneralSecurityException ex) {
			throw Jca.missing(this.standardName, ex);
		}
	}

}
