package io.sshconsole.ssh.keys;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 private key (RFC 8709).
 */
final class Ed25519Signer implements StorableSigner {

	private static final String NAME = SignatureAlgorithm.ED25519.algorithmName();

	private final byte[] seed;

	private final byte[] point;

	private final SshPublicKey publicKey;

	private Ed25519Signer(byte[] seed) {
		this.seed = seed;
		this.point = Ed25519Point.of(seed);
		byte[] blob = new WireWriter().writeText(NAME).writeString(this.point).toByteArray();
		this.publicKey = new SshPublicKey(KeyType.ED25519, blob, Ed25519Verifier.of(this.point));
	}

	static Ed25519Signer generate(SecureRandom random) {
		byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
		Ed25519.generatePrivateKey(random, seed);
		return new Ed25519Signer(seed);
	}

	/**
	 * Makes the key that follows from a seed.
	 * @param seed 32 bytes, RFC 8032 calls them the private key
	 * @return the key
	 * @throws SshException if there are more or less
	 */
	static Ed25519Signer of(byte[] seed) throws SshException {
		if (seed.length != Ed25519.SECRET_KEY_SIZE) {
			throw new SshException("An Ed25519 private key has 32 bytes, not " + seed.length);
		}
		return new Ed25519Signer(seed.clone());
	}

	/**
	 * Reads {@code string} public key, {@code string} seed and public key.
	 * @param reader behind the key's type
	 * @return the key
	 * @throws SshException if the public key is not that of the seed: signing with such a
	 * pair would give the private key away
	 */
	static Ed25519Signer read(WireReader reader) throws SshException {
		byte[] point = reader.readString();
		byte[] pair = reader.readString();
		Ed25519Signer signer = of(Arrays.copyOf(pair, Math.min(pair.length, Ed25519.SECRET_KEY_SIZE)));
		if (!Arrays.equals(point, signer.point) || !MessageDigest.isEqual(pair, signer.pair())) {
			throw new SshException("The halves of an Ed25519 key pair do not belong together");
		}
		return signer;
	}

	@Override
	public SshPublicKey publicKey() {
		return this.publicKey;
	}

	@Override
	public List<String> algorithms() {
		return List.of(NAME);
	}

	@Override
	public byte[] sign(String algorithm, byte[] data) {
		if (!NAME.equals(algorithm)) {
			throw new IllegalArgumentException("An Ed25519 key cannot sign with " + algorithm);
		}
		byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
		Ed25519.sign(this.seed, 0, this.point, 0, null, data, 0, data.length, signature, 0);
		return new WireWriter().writeText(NAME).writeString(signature).toByteArray();
	}

	@Override
	public void writePrivate(WireWriter writer) {
		writer.writeText(NAME).writeString(this.point).writeString(pair());
	}

	byte[] point() {
		return this.point;
	}

	@Override
	public String toString() {
		return "Signer[" + this.publicKey + "]";
	}

	private byte[] pair() {
		byte[] pair = Arrays.copyOf(this.seed, this.seed.length + this.point.length);
		System.arraycopy(this.point, 0, pair, this.seed.length, this.point.length);
		return pair;
	}

}
