package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.List;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * An RSA private key. It signs with SHA-2 only (RFC 8332): {@code ssh-rsa} is the name of
 * its type, and of a signature over SHA-1 that nobody should trust any more.
 */
final class RsaSigner implements StorableSigner {

	private static final List<String> ALGORITHMS = List.of(SignatureAlgorithm.RSA_SHA2_512.algorithmName(),
			SignatureAlgorithm.RSA_SHA2_256.algorithmName());

	private final RSAPrivateCrtKeySpec numbers;

	private final PrivateKey key;

	private final SshPublicKey publicKey;

	private RsaSigner(RSAPrivateCrtKeySpec numbers) throws SshException {
		this.numbers = numbers;
		this.publicKey = SshPublicKey.read(new WireWriter().writeText(SignatureAlgorithm.RSA_SHA2_512.keyType())
			.writeMpint(numbers.getPublicExponent())
			.writeMpint(numbers.getModulus())
			.toByteArray());
		try {
			this.key = Jca.keyFactory("RSA").generatePrivate(numbers);
		}
		catch (GeneralSecurityException ex) {
			throw new SshException("An RSA private key that cannot be used");
		}
	}

	/**
	 * Makes a key of the numbers that do not follow from others.
	 * @param modulus n
	 * @param exponent e
	 * @param secret d
	 * @param p a prime factor of n
	 * @param q the other one
	 * @return the key
	 * @throws SshException if they do not belong together: signing with such numbers
	 * would give the factors away
	 */
	static RsaSigner of(BigInteger modulus, BigInteger exponent, BigInteger secret, BigInteger p, BigInteger q)
			throws SshException {
		// Its size first, so that none of the numbers below is larger
		RsaVerifier.of(modulus, exponent);
		BigInteger one = BigInteger.ONE;
		if (p.compareTo(one) <= 0 || q.compareTo(one) <= 0 || p.equals(q) || p.bitLength() > modulus.bitLength()
				|| q.bitLength() > modulus.bitLength() || !p.multiply(q).equals(modulus) || secret.signum() <= 0
				|| secret.compareTo(modulus) >= 0 || !isInverse(secret, exponent, p) || !isInverse(secret, exponent, q)
				|| !p.gcd(q).equals(one)) {
			throw new SshException("The numbers of an RSA private key do not belong together");
		}
		return new RsaSigner(new RSAPrivateCrtKeySpec(modulus, exponent, secret, p, q, secret.mod(p.subtract(one)),
				secret.mod(q.subtract(one)), q.modInverse(p)));
	}

	private static boolean isInverse(BigInteger secret, BigInteger exponent, BigInteger prime) {
		return secret.multiply(exponent).mod(prime.subtract(BigInteger.ONE)).equals(BigInteger.ONE);
	}

	/**
	 * Reads {@code mpint} n, e, d, q⁻¹ mod p, p, q.
	 * @param reader behind the key's type
	 * @return the key
	 * @throws SshException if the numbers do not belong together
	 */
	static RsaSigner read(WireReader reader) throws SshException {
		BigInteger modulus = reader.readMpint();
		BigInteger exponent = reader.readMpint();
		BigInteger secret = reader.readMpint();
		BigInteger coefficient = reader.readMpint();
		RsaSigner signer = of(modulus, exponent, secret, reader.readMpint(), reader.readMpint());
		if (!signer.numbers.getCrtCoefficient().equals(coefficient)) {
			throw new SshException("The numbers of an RSA private key do not belong together");
		}
		return signer;
	}

	@Override
	public SshPublicKey publicKey() {
		return this.publicKey;
	}

	@Override
	public List<String> algorithms() {
		return ALGORITHMS;
	}

	@Override
	public byte[] sign(String algorithm, byte[] data) throws SshException {
		if (!ALGORITHMS.contains(algorithm)) {
			throw new IllegalArgumentException("An RSA key does not sign with " + algorithm);
		}
		try {
			Signature signer = Jca.signature(SignatureAlgorithm.named(algorithm).orElseThrow().primitive());
			signer.initSign(this.key);
			signer.update(data);
			return new WireWriter().writeText(algorithm).writeString(signer.sign()).toByteArray();
		}
		catch (GeneralSecurityException ex) {
			throw new SshException("The Java runtime refused to sign", ex);
		}
	}

	@Override
	public void writePrivate(WireWriter writer) {
		writer.writeText(this.publicKey.type())
			.writeMpint(this.numbers.getModulus())
			.writeMpint(this.numbers.getPublicExponent())
			.writeMpint(this.numbers.getPrivateExponent())
			.writeMpint(this.numbers.getCrtCoefficient())
			.writeMpint(this.numbers.getPrimeP())
			.writeMpint(this.numbers.getPrimeQ());
	}

	@Override
	public String toString() {
		return "Signer[" + this.publicKey + "]";
	}

}
