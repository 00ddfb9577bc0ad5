package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * An ECDSA private key (RFC 5656 §3.1).
 */
final class EcdsaSigner implements StorableSigner {

	private final SignatureAlgorithm algorithm;

	private final EcdsaCurve curve;

	private final BigInteger secret;

	private final byte[] point;

	private final PrivateKey key;

	private final SshPublicKey publicKey;

	private EcdsaSigner(SignatureAlgorithm algorithm, EcdsaCurve curve, BigInteger secret) throws SshException {
		this.algorithm = algorithm;
		this.curve = curve;
		this.secret = secret;
		this.point = curve.multiplyGenerator(secret);
		this.key = curve.privateKey(secret);
		this.publicKey = SshPublicKey.read(new WireWriter().writeText(algorithm.keyType())
			.writeText(curve.curveName())
			.writeString(this.point)
			.toByteArray());
	}

	/**
	 * Makes the key that follows from a secret number.
	 * @param curve the curve
	 * @param secret the number
	 * @return the key
	 * @throws SshException if the number is out of range
	 */
	static EcdsaSigner of(EcdsaCurve curve, BigInteger secret) throws SshException {
		if (secret.signum() <= 0 || secret.compareTo(curve.order()) >= 0) {
			throw new SshException("An ECDSA private key that is out of range");
		}
		return new EcdsaSigner(SignatureAlgorithm.named(curve.typeName()).orElseThrow(), curve, secret);
	}

	/**
	 * Reads {@code string} curve, {@code string} point, {@code mpint} secret.
	 * @param curve the curve that belongs to the key's type
	 * @param reader behind the key's type
	 * @return the key
	 * @throws SshException if the point is not that of the secret
	 */
	static EcdsaSigner read(EcdsaCurve curve, WireReader reader) throws SshException {
		if (!reader.readText().equals(curve.curveName())) {
			throw DisconnectException.protocolError("an ECDSA key whose curve is not that of its type");
		}
		byte[] point = reader.readString();
		return of(curve, reader.readMpint()).requirePoint(point);
	}

	/**
	 * Compares the public half of a file.
	 * @param encoded the point in the file
	 * @return this key
	 * @throws SshException if it is another point
	 */
	EcdsaSigner requirePoint(byte[] encoded) throws SshException {
		if (!Arrays.equals(this.point, encoded)) {
			throw new SshException("The halves of an ECDSA key pair do not belong together");
		}
		return this;
	}

	@Override
	public SshPublicKey publicKey() {
		return this.publicKey;
	}

	@Override
	public List<String> algorithms() {
		return List.of(this.algorithm.algorithmName());
	}

	@Override
	public byte[] sign(String algorithm, byte[] data) throws SshException {
		if (!this.algorithm.algorithmName().equals(algorithm)) {
			throw new IllegalArgumentException("This ECDSA key cannot sign with " + algorithm);
		}
		try {
			Signature signer = Jca.signature(this.algorithm.primitive());
			signer.initSign(this.key);
			signer.update(data);
			byte[] pair = signer.sign();
			int half = pair.length / 2;
			byte[] inner = new WireWriter().writeMpint(new BigInteger(1, pair, 0, half))
				.writeMpint(new BigInteger(1, pair, half, half))
				.toByteArray();
			return new WireWriter().writeText(algorithm).writeString(inner).toByteArray();
		}
		catch (GeneralSecurityException ex) {
			throw new SshException("The Java runtime refused to sign", ex);
		}
	}

	@Override
	public void writePrivate(WireWriter writer) {
		writer.writeText(this.algorithm.keyType())
			.writeText(this.curve.curveName())
			.writeString(this.point)
			.writeMpint(this.secret);
	}

	@Override
	public String toString() {
		return "Signer[" + this.publicKey + "]";
	}

}
