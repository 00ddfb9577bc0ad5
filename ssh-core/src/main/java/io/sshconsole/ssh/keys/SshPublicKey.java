package io.sshconsole.ssh.keys;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import org.jspecify.annotations.Nullable;

/**
 * A public key as it is sent, stored and compared: the encoded bytes, which have one form
 * only (RFC 4253 §6.6). A certificate is a key too, with a type of its own. Immutable.
 */
public final class SshPublicKey {

	private final KeyType type;

	private final byte[] blob;

	private final Verifier verifier;

	private final @Nullable SshCertificate certificate;

	/**
	 * Makes a key of what was read or computed.
	 * @param type its type
	 * @param blob its encoding, not copied
	 * @param verifier the same key, decoded
	 */
	SshPublicKey(KeyType type, byte[] blob, Verifier verifier) {
		this.type = type;
		this.blob = blob;
		this.verifier = verifier;
		this.certificate = null;
	}

	private SshPublicKey(byte[] blob, SshCertificate certificate) {
		this.type = certificate.key().type;
		this.blob = blob;
		this.verifier = certificate.key().verifier;
		this.certificate = certificate;
	}

	/**
	 * Reads an encoded key.
	 * @param blob the encoded key
	 * @return the key
	 * @throws DisconnectException if its type is not supported (see
	 * {@link SignatureAlgorithm}), if it is malformed, or if it is a certificate whose
	 * signature is wrong
	 */
	public static SshPublicKey read(byte[] blob) throws DisconnectException {
		Optional<KeyType> certified = KeyType.certifiedBy(new WireReader(blob).readText());
		if (certified.isEmpty()) {
			return readPlain(blob);
		}
		byte[] copy = blob.clone();
		return new SshPublicKey(copy, SshCertificate.read(certified.get(), copy));
	}

	/**
	 * Reads an encoded key for an algorithm that was agreed on. A key of another type is
	 * not even parsed: what a peer can make us compute is what we have allowed.
	 * @param algorithm the only one that the key may sign with
	 * @param blob the encoded key
	 * @return the key
	 * @throws DisconnectException if it is of another type than the algorithm needs, and
	 * as {@link #read(byte[])} does
	 */
	public static SshPublicKey read(SignatureAlgorithm algorithm, byte[] blob) throws DisconnectException {
		if (!new WireReader(blob).readText().equals(algorithm.keyType())) {
			throw DisconnectException.protocolError("a key of another type than its algorithm needs");
		}
		return read(blob);
	}

	/**
	 * Reads an encoded key that must not be a certificate.
	 * @param blob the encoded key
	 * @return the key
	 * @throws DisconnectException if its type is not supported, or if it is malformed
	 */
	static SshPublicKey readPlain(byte[] blob) throws DisconnectException {
		byte[] copy = blob.clone();
		WireReader reader = new WireReader(copy);
		KeyType type = KeyType.named(reader.readText());
		Verifier verifier = type.readPublic(reader);
		reader.expectEnd();
		return new SshPublicKey(type, copy, verifier);
	}

	/**
	 * Reads a line as in {@code authorized_keys} or in a {@code .pub} file, without
	 * options.
	 * @param line type, key in Base64, optionally a comment
	 * @return the key
	 * @throws SshException if this is not such a line
	 */
	public static SshPublicKey fromAuthorizedKey(String line) throws SshException {
		String[] fields = line.strip().split("[ \t]+", 3);
		if (fields.length < 2) {
			throw new SshException("A public key is a line with its type and Base64");
		}
		SshPublicKey key = fromBase64(fields[1]);
		if (!key.type().equals(fields[0])) {
			throw new SshException("A public key whose type is not the one before it");
		}
		return key;
	}

	private static SshPublicKey fromBase64(String text) throws SshException {
		try {
			return read(Base64.getDecoder().decode(text));
		}
		catch (IllegalArgumentException ex) {
			throw new SshException("A public key that is not Base64");
		}
	}

	/**
	 * Returns the name of the key's type.
	 * @return such as {@code ssh-ed25519}
	 */
	public String type() {
		return (this.certificate != null) ? this.type.certificateName() : this.type.typeName();
	}

	/**
	 * Returns the certificate that this is.
	 * @return the certificate, its signature verified; empty for a plain key
	 */
	public Optional<SshCertificate> certificate() {
		return Optional.ofNullable(this.certificate);
	}

	/**
	 * Returns the key alone. Certificates come and go; what tells two keys apart is this.
	 * @return the certified key of a certificate, this key otherwise
	 */
	public SshPublicKey plainKey() {
		return (this.certificate != null) ? this.certificate.key() : this;
	}

	/**
	 * Returns the encoded key.
	 * @return a copy
	 */
	public byte[] blob() {
		return this.blob.clone();
	}

	/**
	 * Returns what people compare, as {@code ssh-keygen -l} prints it.
	 * @return {@code SHA256:} and Base64 without padding; for a certificate that of its
	 * key
	 */
	public String fingerprint() {
		return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(Jca.sha256(plainKey().blob));
	}

	/**
	 * Writes the key as a line of {@code authorized_keys}.
	 * @param comment what follows the key, may be empty, without line breaks
	 * @return the line without its end
	 */
	public String toAuthorizedKey(String comment) {
		if (comment.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("A comment must stay on its line");
		}
		return (type() + " " + Base64.getEncoder().encodeToString(this.blob) + " " + comment).strip();
	}

	/**
	 * Verifies a signature. A security key must have been touched for it.
	 * @param algorithm the algorithm that was agreed on
	 * @param data what was signed
	 * @param signature the signature as it was sent
	 * @return whether it is genuine, made with that algorithm and by this type of key
	 * @throws DisconnectException if the signature is malformed
	 */
	public boolean verify(String algorithm, byte[] data, byte[] signature) throws DisconnectException {
		return verify(algorithm, data, signature, SecurityKeyPolicy.TOUCH);
	}

	/**
	 * Verifies a signature.
	 * @param algorithm the algorithm that was agreed on
	 * @param data what was signed
	 * @param signature the signature as it was sent: {@code string} algorithm,
	 * {@code string} signature, and what security keys add
	 * @param policy what a security key must have made sure of, see
	 * {@link KeyPermissions#securityKeys()}
	 * @return whether it is genuine, made with that algorithm and by this type of key,
	 * and follows the policy
	 * @throws DisconnectException if the signature is malformed
	 */
	public boolean verify(String algorithm, byte[] data, byte[] signature, SecurityKeyPolicy policy)
			throws DisconnectException {
		return verified(algorithm, data, signature).filter((genuine) -> genuine.follows(policy)).isPresent();
	}

	/**
	 * Verifies a signature whose policy is not known yet.
	 * @param algorithm the algorithm that was agreed on
	 * @param data what was signed
	 * @param signature the signature as it was sent
	 * @return the signature, to be judged by a policy; empty unless it is genuine, made
	 * with that algorithm and by this type of key
	 * @throws DisconnectException if the signature is malformed
	 */
	public Optional<VerifiedSignature> verified(String algorithm, byte[] data, byte[] signature)
			throws DisconnectException {
		Optional<SignatureAlgorithm> row = SignatureAlgorithm.named(algorithm)
			.filter((candidate) -> candidate.keyType().equals(type()));
		WireReader reader = new WireReader(signature);
		String madeWith = reader.readText();
		if (row.isEmpty() || !madeWith.equals(row.get().signatureName())) {
			return Optional.empty();
		}
		return this.verifier.verify(row.get(), data, reader);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SshPublicKey key && Arrays.equals(this.blob, key.blob);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.blob);
	}

	@Override
	public String toString() {
		return type() + " " + fingerprint();
	}

}
