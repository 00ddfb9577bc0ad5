package io.sshconsole.ssh.keys;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The signature algorithms, one row each. A type of key may have several (RFC 8332 §3). A
 * key that comes with a certificate signs with an algorithm of its own name; the
 * signature is the same.
 */
public enum SignatureAlgorithm {

	/**
	 * RFC 8709.
	 */
	ED25519("ssh-ed25519", KeyType.ED25519, "Ed25519"),

	/**
	 * RFC 5656 §3.1.
	 */
	ECDSA_NISTP256("ecdsa-sha2-nistp256", KeyType.ECDSA_NISTP256, "SHA256withECDSAinP1363Format"),

	/**
	 * RFC 5656 §3.1.
	 */
	ECDSA_NISTP384("ecdsa-sha2-nistp384", KeyType.ECDSA_NISTP384, "SHA384withECDSAinP1363Format"),

	/**
	 * RFC 5656 §3.1.
	 */
	ECDSA_NISTP521("ecdsa-sha2-nistp521", KeyType.ECDSA_NISTP521, "SHA512withECDSAinP1363Format"),

	/**
	 * RFC 8332.
	 */
	RSA_SHA2_512("rsa-sha2-512", KeyType.RSA, "SHA512withRSA"),

	/**
	 * RFC 8332.
	 */
	RSA_SHA2_256("rsa-sha2-256", KeyType.RSA, "SHA256withRSA"),

	/**
	 * OpenSSH PROTOCOL.u2f.
	 */
	SK_ED25519("sk-ssh-ed25519@openssh.com", KeyType.SK_ED25519, "Ed25519"),

	/**
	 * OpenSSH PROTOCOL.u2f.
	 */
	SK_ECDSA_NISTP256("sk-ecdsa-sha2-nistp256@openssh.com", KeyType.SK_ECDSA_NISTP256, "SHA256withECDSAinP1363Format"),

	/**
	 * The same key, used by a web browser (OpenSSH PROTOCOL.u2f).
	 */
	WEBAUTHN_SK_ECDSA_NISTP256("webauthn-sk-ecdsa-sha2-nistp256@openssh.com", KeyType.SK_ECDSA_NISTP256,
			"SHA256withECDSAinP1363Format"),

	/**
	 * {@link #ED25519} with a certificate.
	 */
	ED25519_CERTIFICATE(ED25519),

	/**
	 * {@link #ECDSA_NISTP256} with a certificate.
	 */
	ECDSA_NISTP256_CERTIFICATE(ECDSA_NISTP256),

	/**
	 * {@link #ECDSA_NISTP384} with a certificate.
	 */
	ECDSA_NISTP384_CERTIFICATE(ECDSA_NISTP384),

	/**
	 * {@link #ECDSA_NISTP521} with a certificate.
	 */
	ECDSA_NISTP521_CERTIFICATE(ECDSA_NISTP521),

	/**
	 * {@link #RSA_SHA2_512} with a certificate.
	 */
	RSA_SHA2_512_CERTIFICATE(RSA_SHA2_512),

	/**
	 * {@link #RSA_SHA2_256} with a certificate.
	 */
	RSA_SHA2_256_CERTIFICATE(RSA_SHA2_256),

	/**
	 * {@link #SK_ED25519} with a certificate.
	 */
	SK_ED25519_CERTIFICATE(SK_ED25519),

	/**
	 * {@link #SK_ECDSA_NISTP256} with a certificate.
	 */
	SK_ECDSA_NISTP256_CERTIFICATE(SK_ECDSA_NISTP256);

	private static final Map<String, SignatureAlgorithm> ROWS = Arrays.stream(values())
		.collect(Collectors.toUnmodifiableMap(SignatureAlgorithm::algorithmName, Function.identity()));

	private final String algorithmName;

	private final String signatureName;

	private final String keyType;

	private final String primitive;

	SignatureAlgorithm(String algorithmName, KeyType keyType, String primitive) {
		this.algorithmName = algorithmName;
		this.signatureName = algorithmName;
		this.keyType = keyType.typeName();
		this.primitive = primitive;
	}

	SignatureAlgorithm(SignatureAlgorithm plain) {
		this.algorithmName = KeyType.certificateName(plain.algorithmName);
		this.signatureName = plain.algorithmName;
		this.keyType = KeyType.certificateName(plain.keyType);
		this.primitive = plain.primitive;
	}

	/**
	 * Finds a row by its name on the wire.
	 * @param algorithmName such as {@code ssh-ed25519}
	 * @return the row, if there is one
	 */
	public static Optional<SignatureAlgorithm> named(String algorithmName) {
		return Optional.ofNullable(ROWS.get(algorithmName));
	}

	/**
	 * Returns the name on the wire.
	 * @return such as {@code rsa-sha2-512-cert-v01@openssh.com}
	 */
	public String algorithmName() {
		return this.algorithmName;
	}

	/**
	 * Returns the name inside a signature, which says nothing of certificates.
	 * @return such as {@code rsa-sha2-512}
	 */
	public String signatureName() {
		return this.signatureName;
	}

	/**
	 * Returns the name of the type of key that it needs.
	 * @return such as {@code ssh-rsa-cert-v01@openssh.com}
	 */
	public String keyType() {
		return this.keyType;
	}

	/**
	 * Returns what computes it in a Java runtime.
	 * @return the name of a {@link java.security.Signature}
	 */
	String primitive() {
		return this.primitive;
	}

	static boolean supportsKeyType(String typeName) {
		return Arrays.stream(values()).anyMatch((row) -> row.keyType.equals(typeName));
	}

}
