package io.sshconsole.ssh.keys;

import java.util.Arrays;
import java.util.Optional;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * The types of keys, one row each: how their public and private fields are read. Each has
 * a certificate, which is a type of its own to the protocol.
 */
enum KeyType {

	ED25519("ssh-ed25519", Ed25519Verifier::read, Ed25519Signer::read),

	ECDSA_NISTP256(EcdsaCurve.NISTP256),

	ECDSA_NISTP384(EcdsaCurve.NISTP384),

	ECDSA_NISTP521(EcdsaCurve.NISTP521),

	RSA("ssh-rsa", RsaVerifier::read, RsaSigner::read),

	SK_ED25519("sk-ssh-ed25519@openssh.com", (reader) -> SecurityKeyVerifier.read(Ed25519Verifier.read(reader), reader),
			KeyType::inSecurityKey),

	SK_ECDSA_NISTP256("sk-ecdsa-sha2-nistp256@openssh.com",
			(reader) -> SecurityKeyVerifier.read(EcdsaVerifier.read(EcdsaCurve.NISTP256, reader), reader),
			KeyType::inSecurityKey);

	private static final String DOMAIN = "@openssh.com";

	private static final String CERTIFICATE = "-cert-v01@openssh.com";

	private final String typeName;

	private final PublicFields publicFields;

	private final PrivateFields privateFields;

	KeyType(EcdsaCurve curve) {
		this(curve.typeName(), (reader) -> EcdsaVerifier.read(curve, reader),
				(reader) -> EcdsaSigner.read(curve, reader));
	}

	KeyType(String typeName, PublicFields publicFields, PrivateFields privateFields) {
		this.typeName = typeName;
		this.publicFields = publicFields;
		this.privateFields = privateFields;
	}

	/**
	 * Finds a row by the name of the type. Those of certificates are not found: what must
	 * be a plain key is never parsed as a certificate.
	 * @param typeName the name on the wire
	 * @return the row
	 * @throws DisconnectException if there is none
	 */
	static KeyType named(String typeName) throws DisconnectException {
		return Arrays.stream(values())
			.filter((row) -> row.typeName.equals(typeName))
			.findFirst()
			.orElseThrow(() -> DisconnectException.protocolError("a key of a type that is not supported"));
	}

	/**
	 * Finds a row by the name of its certificates.
	 * @param typeName the name on the wire
	 * @return the type of the certified key, if this is the name of a certificate
	 */
	static Optional<KeyType> certifiedBy(String typeName) {
		return Arrays.stream(values()).filter((row) -> row.certificateName().equals(typeName)).findFirst();
	}

	/**
	 * Makes the name of a certificate, or of a signature by a key that has one.
	 * @param plainName the name without certificate
	 * @return such as {@code ssh-ed25519-cert-v01@openssh.com}
	 */
	static String certificateName(String plainName) {
		String stem = plainName.endsWith(DOMAIN) ? plainName.substring(0, plainName.length() - DOMAIN.length())
				: plainName;
		return stem + CERTIFICATE;
	}

	String typeName() {
		return this.typeName;
	}

	String certificateName() {
		return certificateName(this.typeName);
	}

	Verifier readPublic(WireReader reader) throws DisconnectException {
		return this.publicFields.read(reader);
	}

	Signer readPrivate(WireReader reader) throws SshException {
		return this.privateFields.read(reader);
	}

	private static Signer inSecurityKey(WireReader reader) throws SshException {
		throw new SshException("A private key that is kept in a security key is not supported");
	}

	private interface PublicFields {

		Verifier read(WireReader reader) throws DisconnectException;

	}

	private interface PrivateFields {

		Signer read(WireReader reader) throws SshException;

	}

}
