package io.sshconsole.ssh.kex;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * The key exchange methods, one row each.
 */
public enum KexAlgorithm {

	MLKEM768_X25519("mlkem768x25519-sha256", "SHA-256",
			(random) -> new HybridAgreement("SHA-256", new MlKem768(random), random)),

	SNTRUP761_X25519("sntrup761x25519-sha512", "SHA-512", expensive(KexAlgorithm::sntrup761)),

	// The same method under the name it had before its draft
	SNTRUP761_X25519_OPENSSH("sntrup761x25519-sha512@openssh.com", "SHA-512", expensive(KexAlgorithm::sntrup761)),

	CURVE25519("curve25519-sha256", "SHA-256", X25519Agreement::new),

	// The same method under the name it had before RFC 8731
	CURVE25519_LIBSSH("curve25519-sha256@libssh.org", "SHA-256", X25519Agreement::new),

	ECDH_NISTP256("ecdh-sha2-nistp256", "SHA-256", (random) -> new EcdhAgreement("secp256r1", random)),

	ECDH_NISTP384("ecdh-sha2-nistp384", "SHA-384", expensive((random) -> new EcdhAgreement("secp384r1", random))),

	ECDH_NISTP521("ecdh-sha2-nistp521", "SHA-512", expensive((random) -> new EcdhAgreement("secp521r1", random))),

	DH_GROUP14("diffie-hellman-group14-sha256", "SHA-256",
			expensive((random) -> new DhAgreement(DhGroup.GROUP14, random))),

	DH_GROUP16("diffie-hellman-group16-sha512", "SHA-512",
			expensive((random) -> new DhAgreement(DhGroup.GROUP16, random))),

	DH_GROUP18("diffie-hellman-group18-sha512", "SHA-512",
			expensive((random) -> new DhAgreement(DhGroup.GROUP18, random))),

	DH_GROUP_EXCHANGE("diffie-hellman-group-exchange-sha256", "SHA-256", new GroupExchange());

	private final String algorithmName;

	private final String hash;

	private final KexOpening opening;

	KexAlgorithm(String algorithmName, String hash, Function<SecureRandom, KeyAgreement> agreement) {
		this(algorithmName, hash, KexOpening.none(agreement));
	}

	KexAlgorithm(String algorithmName, String hash, KexOpening opening) {
		this.algorithmName = algorithmName;
		this.hash = hash;
		this.opening = opening;
	}

	/**
	 * Finds a row by its name on the wire.
	 * @param algorithmName such as {@code curve25519-sha256}
	 * @return the row, if there is one
	 */
	public static Optional<KexAlgorithm> named(String algorithmName) {
		return Arrays.stream(values()).filter((row) -> row.algorithmName.equals(algorithmName)).findFirst();
	}

	/**
	 * Returns the name on the wire.
	 * @return such as {@code curve25519-sha256}
	 */
	public String algorithmName() {
		return this.algorithmName;
	}

	/**
	 * Makes a new instance of the method's hash, which also derives the keys.
	 * @return a fresh digest
	 */
	MessageDigest newDigest() {
		return digest(this.hash);
	}

	/**
	 * Returns how an exchange with this method begins.
	 * @return what leads to an agreement with new ephemeral keys
	 */
	public KexOpening opening() {
		return this.opening;
	}

	private static Function<SecureRandom, KeyAgreement> expensive(Function<SecureRandom, KeyAgreement> agreement) {
		return (random) -> new ExpensiveAgreement(agreement.apply(random));
	}

	private static KeyAgreement sntrup761(SecureRandom random) {
		return new HybridAgreement("SHA-512", new Sntrup761(random), random);
	}

	static MessageDigest digest(String algorithm) {
		try {
			return MessageDigest.getInstance(algorithm);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(algorithm + " is part of every Java runtime", ex);
		}
	}

}
