package io.sshconsole.ssh.keys;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * Keys and certificates that are no longer good, whoever lists them. They are read from a
 * key revocation list as {@code ssh-keygen -k} makes it, or from a text with one key per
 * line. Anything that cannot be understood is an error: who is revoked must not get in
 * because of a typing error. Immutable once read.
 */
public final class RevokedKeys {

	/**
	 * Nothing is revoked.
	 */
	public static final RevokedKeys NONE = new RevokedKeys();

	/**
	 * The name of the authority that stands for all of them.
	 */
	static final byte[] ANY_AUTHORITY = {};

	private final Set<ByteBuffer> blobs = new HashSet<>();

	private final Set<ByteBuffer> sha1 = new HashSet<>();

	private final Set<ByteBuffer> sha256 = new HashSet<>();

	private final Map<ByteBuffer, RevokedCertificates> certificates = new HashMap<>();

	RevokedKeys() {
	}

	/**
	 * Reads a file of either form.
	 * @param content the file's bytes
	 * @return what it revokes
	 * @throws SshException if it is malformed; then no key at all should be accepted
	 */
	public static RevokedKeys read(byte[] content) throws SshException {
		try {
			if (KeyRevocationList.isOne(content)) {
				return KeyRevocationList.read(content);
			}
			return readLines(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
		}
		catch (CharacterCodingException ex) {
			throw new SshException("A list of revoked keys that is neither text nor made by ssh-keygen -k");
		}
		catch (DisconnectException ex) {
			throw new SshException("An unreadable list of revoked keys: " + ex.getMessage(), ex);
		}
	}

	private static RevokedKeys readLines(String text) throws SshException {
		RevokedKeys revoked = new RevokedKeys();
		List<String> lines = text.lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).strip();
			if (!line.isEmpty() && !line.startsWith("#")) {
				try {
					revoked.addBlob(plainBlob(line.split("[ \t]+")));
				}
				catch (DisconnectException | IllegalArgumentException ex) {
					throw new SshException("Line " + (i + 1) + " of the revoked keys is not a public key");
				}
			}
		}
		return revoked;
	}

	/**
	 * Reads a key of any type and length: one that is not supported here may well be
	 * revoked. A certificate revokes its key.
	 */
	private static byte[] plainBlob(String[] fields) throws DisconnectException {
		if (fields.length < 2) {
			throw new IllegalArgumentException("No key");
		}
		byte[] blob = Base64.getDecoder().decode(fields[1]);
		WireReader reader = new WireReader(blob);
		String type = reader.readText();
		if (!type.equals(fields[0]) || reader.remaining() == 0) {
			throw new IllegalArgumentException("Another type of key");
		}
		if (KeyType.certifiedBy(type).isPresent()) {
			return SshPublicKey.read(blob).plainKey().blob();
		}
		while (reader.remaining() > 0) {
			reader.readString();
		}
		return blob;
	}

	void addBlob(byte[] blob) {
		this.blobs.add(ByteBuffer.wrap(blob));
	}

	void addSha1(byte[] digest) {
		this.sha1.add(ByteBuffer.wrap(digest));
	}

	void addSha256(byte[] digest) {
		this.sha256.add(ByteBuffer.wrap(digest));
	}

	RevokedCertificates certificatesOf(byte[] authority) {
		return this.certificates.computeIfAbsent(ByteBuffer.wrap(authority), (name) -> new RevokedCertificates());
	}

	/**
	 * Tells whether a key is revoked; of a certificate also whether its key or its
	 * authority is.
	 * @param key the key
	 * @return whether it must be refused
	 */
	public boolean isRevoked(SshPublicKey key) {
		Optional<SshCertificate> certificate = key.certificate();
		return isListed(key.plainKey()) || (certificate.isPresent()
				&& (isListed(certificate.get().signatureKey()) || isListed(certificate.get())));
	}

	private boolean isListed(SshPublicKey key) {
		byte[] blob = key.blob();
		return this.blobs.contains(ByteBuffer.wrap(blob)) || this.sha256.contains(ByteBuffer.wrap(Jca.sha256(blob)))
				|| (!this.sha1.isEmpty() && this.sha1.contains(ByteBuffer.wrap(Jca.digest("SHA-1").digest(blob))));
	}

	private boolean isListed(SshCertificate certificate) {
		return isListed(certificate, certificate.signatureKey().blob()) || isListed(certificate, ANY_AUTHORITY);
	}

	private boolean isListed(SshCertificate certificate, byte[] authority) {
		RevokedCertificates revoked = this.certificates.get(ByteBuffer.wrap(authority));
		return revoked != null && revoked.contains(certificate);
	}

}
