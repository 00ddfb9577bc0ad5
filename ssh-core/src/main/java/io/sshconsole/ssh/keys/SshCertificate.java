package io.sshconsole.ssh.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * What a certificate says of a key (OpenSSH PROTOCOL.certkeys). There is none without a
 * genuine signature; whether the signer may be trusted, and with what, is for
 * {@link CertificateChecker} to tell. Immutable.
 *
 * <pre>
 * string   type               of the key, and -cert-v01@openssh.com
 * string   nonce
 * ....     public key         its fields
 * uint64   serial
 * uint32   type               1 user, 2 host
 * string   key id
 * string   principals         string name …
 * uint64   valid after        in seconds since 1970
 * uint64   valid before
 * string   critical options   string name, string data …
 * string   extensions         string name, string data …
 * string   reserved
 * string   signature key
 * string   signature          over all that is above
 * </pre>
 */
public final class SshCertificate {

	/**
	 * Most names of one certificate, as in OpenSSH.
	 */
	private static final int MAX_PRINCIPALS = 256;

	/**
	 * Most options of one kind. A dozen exist.
	 */
	private static final int MAX_OPTIONS = 256;

	private final SshPublicKey key;

	private final long serial;

	private final Type type;

	private final String keyId;

	private final List<String> principals;

	private final long validAfter;

	private final long validBefore;

	private final Map<String, byte[]> criticalOptions;

	private final Map<String, byte[]> extensions;

	private final SshPublicKey signatureKey;

	private final String signatureAlgorithm;

	private SshCertificate(KeyType keyType, byte[] blob, WireReader reader) throws DisconnectException {
		reader.readText();
		reader.readString();
		this.key = readKey(keyType, blob, reader);
		this.serial = reader.readUint64();
		this.type = Type.numbered(reader.readInt());
		this.keyId = readName(reader);
		this.principals = readPrincipals(reader.readString());
		this.validAfter = reader.readUint64();
		this.validBefore = reader.readUint64();
		this.criticalOptions = readOptions(reader.readString());
		this.extensions = readOptions(reader.readString());
		reader.readString();
		// Never a certificate: chains of them have no meaning, and no end
		this.signatureKey = SshPublicKey.readPlain(reader.readString());
		byte[] signed = Arrays.copyOf(blob, reader.position());
		byte[] signature = reader.readString();
		reader.expectEnd();
		this.signatureAlgorithm = new WireReader(signature).readText();
		// Certificates are not made in web browsers; OpenSSH refuses those signatures,
		// too
		boolean inBrowser = this.signatureAlgorithm
			.equals(SignatureAlgorithm.WEBAUTHN_SK_ECDSA_NISTP256.algorithmName());
		// Nobody is there to touch a security key when certificates are made
		if (inBrowser
				|| !this.signatureKey.verify(this.signatureAlgorithm, signed, signature, SecurityKeyPolicy.NOTHING)) {
			throw DisconnectException.protocolError("a certificate whose signature is wrong");
		}
	}

	/**
	 * Reads a certificate and verifies its signature. A signature over SHA-1 is wrong: it
	 * has no row in {@link SignatureAlgorithm}.
	 * @param keyType the type of the certified key
	 * @param blob the encoded certificate
	 * @return the certificate
	 * @throws DisconnectException if it is malformed or forged
	 */
	static SshCertificate read(KeyType keyType, byte[] blob) throws DisconnectException {
		return new SshCertificate(keyType, blob, new WireReader(blob));
	}

	private static SshPublicKey readKey(KeyType keyType, byte[] blob, WireReader reader) throws DisconnectException {
		int begin = reader.position();
		Verifier verifier = keyType.readPublic(reader);
		byte[] plain = new WireWriter().writeText(keyType.typeName())
			.writeBytes(blob, begin, reader.position() - begin)
			.toByteArray();
		return new SshPublicKey(keyType, plain, verifier);
	}

	/**
	 * Reads what ends in logs and is compared with user names. A control character would
	 * forge a line of the one, or hide in the other.
	 */
	private static String readName(WireReader reader) throws DisconnectException {
		String name = reader.readText();
		if (name.chars().anyMatch(Character::isISOControl)) {
			throw DisconnectException.protocolError("a certificate with a control character in a name");
		}
		return name;
	}

	private static List<String> readPrincipals(byte[] content) throws DisconnectException {
		WireReader reader = new WireReader(content);
		List<String> principals = new ArrayList<>();
		while (reader.remaining() > 0) {
			String principal = readName(reader);
			if (principal.isEmpty() || principals.size() == MAX_PRINCIPALS) {
				throw DisconnectException.protocolError("a certificate with an empty principal, or too many");
			}
			principals.add(principal);
		}
		return List.copyOf(principals);
	}

	private static Map<String, byte[]> readOptions(byte[] content) throws DisconnectException {
		WireReader reader = new WireReader(content);
		Map<String, byte[]> options = new LinkedHashMap<>();
		while (reader.remaining() > 0) {
			if (options.put(readName(reader), reader.readString()) != null || options.size() > MAX_OPTIONS) {
				throw DisconnectException.protocolError("a certificate with an option twice, or too many");
			}
		}
		return Collections.unmodifiableMap(options);
	}

	/**
	 * Returns the key that is certified.
	 * @return a plain key
	 */
	public SshPublicKey key() {
		return this.key;
	}

	/**
	 * Returns the number that the authority gave.
	 * @return an unsigned number; zero usually means none
	 */
	public long serial() {
		return this.serial;
	}

	/**
	 * Returns what the certificate is for.
	 * @return users or hosts
	 */
	public Type type() {
		return this.type;
	}

	/**
	 * Returns the name under which the authority knows the certificate.
	 * @return any text without control characters, for the log
	 */
	public String keyId() {
		return this.keyId;
	}

	/**
	 * Returns who the key stands for.
	 * @return names of users or hosts; none means nobody
	 */
	public List<String> principals() {
		return this.principals;
	}

	/**
	 * Returns when the certificate begins to be valid.
	 * @return unsigned seconds since 1970, that second included
	 */
	public long validAfter() {
		return this.validAfter;
	}

	/**
	 * Returns when the certificate ends to be valid.
	 * @return unsigned seconds since 1970, that second excluded
	 */
	public long validBefore() {
		return this.validBefore;
	}

	/**
	 * Tells whether the certificate is valid at a time. Both limits are unsigned: as a
	 * signed number the usual «forever» would be over.
	 * @param time the time
	 * @return whether it lies between the limits
	 */
	public boolean isValidAt(Instant time) {
		long seconds = time.getEpochSecond();
		return seconds >= 0 && Long.compareUnsigned(seconds, this.validAfter) >= 0
				&& Long.compareUnsigned(seconds, this.validBefore) < 0;
	}

	/**
	 * Returns the authority that signed.
	 * @return a plain key
	 */
	public SshPublicKey signatureKey() {
		return this.signatureKey;
	}

	/**
	 * Returns what the authority signed with.
	 * @return the name of a {@link SignatureAlgorithm}
	 */
	public String signatureAlgorithm() {
		return this.signatureAlgorithm;
	}

	/**
	 * Returns the options without whose understanding the certificate means nothing.
	 * @return data by name
	 */
	Map<String, byte[]> criticalOptions() {
		return this.criticalOptions;
	}

	/**
	 * Returns the options that may be ignored.
	 * @return data by name
	 */
	Map<String, byte[]> extensions() {
		return this.extensions;
	}

	@Override
	public String toString() {
		return "certificate \"" + this.keyId + "\" (serial " + Long.toUnsignedString(this.serial) + ") of "
				+ this.signatureKey;
	}

	/**
	 * What a certificate is for.
	 */
	public enum Type {

		/**
		 * Users who log in.
		 */
		USER(1),

		/**
		 * Hosts that are logged in to.
		 */
		HOST(2);

		private final int number;

		Type(int number) {
			this.number = number;
		}

		private static Type numbered(int number) throws DisconnectException {
			for (Type type : values()) {
				if (type.number == number) {
					return type;
				}
			}
			throw DisconnectException.protocolError("a certificate for neither users nor hosts");
		}

	}

}
