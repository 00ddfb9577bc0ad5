package io.sshconsole.ssh.kex;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireWriter;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * Diffie-Hellman on a NIST curve (RFC 5656 §4). The secret is computed by the Java
 * runtime.
 */
final class EcdhAgreement implements KeyAgreement {

	private static final int UNCOMPRESSED = 4;

	private final SecureRandom random;

	private final ECParameterSpec curve;

	private final ECDomainParameters domain;

	private final int coordinateLength;

	private @Nullable PrivateKey privateKey;

	/**
	 * Prepares an agreement. Its key is made when it is needed, because that takes
	 * milliseconds on the larger curves.
	 * @param curveName the curve as the Java runtime calls it
	 * @param random where the key comes from
	 */
	EcdhAgreement(String curveName, SecureRandom random) {
		this.random = random;
		this.domain = new ECDomainParameters(CustomNamedCurves.getByName(curveName));
		try {
			AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", provider());
			parameters.init(new ECGenParameterSpec(curveName));
			this.curve = parameters.getParameterSpec(ECParameterSpec.class);
		}
		catch (GeneralSecurityException ex) {
			throw missing(ex);
		}
		this.coordinateLength = (this.curve.getCurve().getField().getFieldSize() + 7) / 8;
	}

	@Override
	public byte[] clientInit() {
		AsymmetricCipherKeyPair pair = generate();
		this.privateKey = privateKey(pair);
		return point(pair);
	}

	@Override
	public ServerReply serverReply(byte[] clientInit) throws DisconnectException {
		ECPoint point = read(clientInit);
		AsymmetricCipherKeyPair pair = generate();
		return new ServerReply(point(pair), agree(privateKey(pair), point));
	}

	@Override
	public byte[] clientFinish(byte[] serverReply) throws DisconnectException {
		if (this.privateKey == null) {
			throw new IllegalStateException("clientFinish before clientInit");
		}
		return agree(this.privateKey, read(serverReply));
	}

	/**
	 * Makes a key. Not by the runtime's generator: still in JDK 25 that asks whichever
	 * provider is in front for its curve, and fails if that is Bouncy Castle's.
	 */
	private AsymmetricCipherKeyPair generate() {
		ECKeyPairGenerator generator = new ECKeyPairGenerator();
		generator.init(new ECKeyGenerationParameters(this.domain, this.random));
		return generator.generateKeyPair();
	}

	private static byte[] point(AsymmetricCipherKeyPair pair) {
		return ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false);
	}

	private PrivateKey privateKey(AsymmetricCipherKeyPair pair) {
		BigInteger secret = ((ECPrivateKeyParameters) pair.getPrivate()).getD();
		try {
			return KeyFactory.getInstance("EC", provider()).generatePrivate(new ECPrivateKeySpec(secret, this.curve));
		}
		catch (GeneralSecurityException ex) {
			throw missing(ex);
		}
	}

	/**
	 * Computes the secret: the first coordinate as a number, so zeros in front of it are
	 * left out.
	 */
	byte[] agree(PrivateKey key, ECPoint point) throws DisconnectException {
		try {
			javax.crypto.KeyAgreement agreement = javax.crypto.KeyAgreement.getInstance("ECDH", provider());
			agreement.init(key);
			agreement.doPhase(
					KeyFactory.getInstance("EC", provider()).generatePublic(new ECPublicKeySpec(point, this.curve)),
					true);
			return new WireWriter().writeMpint(new BigInteger(1, agreement.generateSecret())).toByteArray();
		}
		catch (GeneralSecurityException ex) {
			throw invalid("that cannot be used");
		}
	}

	/**
	 * Reads the peer's point. One that is not on the curve would tell an attacker about
	 * our key; the point at infinity has no uncompressed form. The curves have a cofactor
	 * of one, so there are no points of small order besides it.
	 */
	ECPoint read(byte[] encoded) throws DisconnectException {
		if (encoded.length != 1 + 2 * this.coordinateLength || encoded[0] != UNCOMPRESSED) {
			throw invalid("that is not in uncompressed form");
		}
		BigInteger x = new BigInteger(1, encoded, 1, this.coordinateLength);
		BigInteger y = new BigInteger(1, encoded, 1 + this.coordinateLength, this.coordinateLength);
		EllipticCurve equation = this.curve.getCurve();
		BigInteger p = ((ECFieldFp) equation.getField()).getP();
		if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
			throw invalid("with a coordinate out of range");
		}
		BigInteger right = x.multiply(x).add(equation.getA()).multiply(x).add(equation.getB()).mod(p);
		if (!y.multiply(y).mod(p).equals(right)) {
			throw invalid("that is not on the curve");
		}
		return new ECPoint(x, y);
	}

	private static DisconnectException invalid(String why) {
		return new DisconnectException(Reason.KEY_EXCHANGE_FAILED, "a point " + why);
	}

	private static IllegalStateException missing(GeneralSecurityException ex) {
		return new IllegalStateException("The NIST curves are part of every Java runtime", ex);
	}

	/**
	 * Returns the runtime's own provider. An application may have put another one in
	 * front.
	 */
	private static Provider provider() {
		Provider provider = Security.getProvider("SunEC");
		if (provider == null) {
			throw new IllegalStateException(
					"This Java runtime has no elliptic curves: module jdk.crypto.ec is missing");
		}
		return provider;
	}

}
