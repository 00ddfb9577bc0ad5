package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Private keys as PuTTY stores them, versions 2 and 3 (PuTTY manual, appendix C).
 *
 * <pre>
 * MAC   HMAC(string type, string encryption, string comment, string public key, string private key)
 * </pre>
 */
final class PuttyPrivateKey {

	/**
	 * How such a file begins.
	 */
	static final String BEGIN = "PuTTY-User-Key-File-";

	private static final String NONE = "none";

	private static final String CIPHER = "aes256-cbc";

	private static final int BLOCK_SIZE = 16;

	private static final int SEED_SIZE = 32;

	private PuttyPrivateKey() {
	}

	/**
	 * Reads a private key.
	 * @param text the file's text
	 * @param passphrase for an encrypted key, or {@code null}
	 * @return the key
	 * @throws SshException if it cannot be read, or if its MAC is wrong
	 */
	static Signer read(String text, @Nullable String passphrase) throws SshException {
		PuttyFile file = PuttyFile.parse(text);
		boolean encrypted = file.encryption().equals(CIPHER);
		if (!encrypted && !file.encryption().equals(NONE)) {
			throw new SshException("A private key of PuTTY encrypted with " + file.encryption() + " is not supported");
		}
		if (encrypted && passphrase == null) {
			throw new SshException("The private key is encrypted and needs a passphrase");
		}
		String secret = (encrypted && passphrase != null) ? passphrase : "";
		try (PuttySecrets secrets = PuttySecrets.derive(file, secret, encrypted)) {
			byte[] content = encrypted ? decrypt(secrets, file.privateBlob()) : file.privateBlob();
			try {
				if (!MessageDigest.isEqual(mac(file, secrets, content), file.mac())) {
					throw new SshException(
							encrypted ? "The passphrase of the private key is wrong" : "A damaged private key");
				}
				return signer(file, content, encrypted ? BLOCK_SIZE : 1);
			}
			finally {
				Arrays.fill(content, (byte) 0);
			}
		}
	}

	private static byte[] mac(PuttyFile file, PuttySecrets secrets, byte[] content) {
		byte[] covered = new WireWriter().writeText(file.type())
			.writeText(file.encryption())
			.writeText(file.comment())
			.writeString(file.publicBlob())
			.writeString(content)
			.toByteArray();
		try {
			String algorithm = file.isVersion3() ? "HmacSHA256" : "HmacSHA1";
			Mac mac = Mac.getInstance(algorithm);
			mac.init(new SecretKeySpec(secrets.macKey(), algorithm));
			return mac.doFinal(covered);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("HMAC is part of every Java runtime", ex);
		}
		finally {
			Arrays.fill(covered, (byte) 0);
		}
	}

	private static byte[] decrypt(PuttySecrets secrets, byte[] encrypted) throws SshException {
		if (encrypted.length % BLOCK_SIZE != 0) {
			throw new SshException("A damaged private key");
		}
		try {
			Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
			cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secrets.cipherKey(), "AES"),
					new IvParameterSpec(secrets.iv()));
			return cipher.doFinal(encrypted);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("AES-CBC is part of every Java runtime", ex);
		}
	}

	/**
	 * Puts the two halves together in the order in which OpenSSH has their fields.
	 */
	private static Signer signer(PuttyFile file, byte[] content, int blockSize) throws SshException {
		SshPublicKey publicKey = SshPublicKey.readPlain(file.publicBlob());
		if (!publicKey.type().equals(file.type())) {
			throw new SshException("A private key of PuTTY whose type is not that of its public key");
		}
		KeyType type = KeyType.named(file.type());
		WireReader open = new WireReader(file.publicBlob());
		open.readText();
		WireReader secret = new WireReader(content);
		WireWriter fields = new WireWriter();
		switch (type) {
			case ED25519 -> {
				byte[] point = open.readString();
				// PuTTY writes the seed as a number, that is without zeros at its end
				byte[] number = secret.readString();
				byte[] seed = Arrays.copyOf(number, Math.max(number.length, SEED_SIZE));
				fields.writeString(point)
					.writeString(new WireWriter().writeBytes(seed).writeBytes(point).toByteArray());
			}
			case ECDSA_NISTP256, ECDSA_NISTP384, ECDSA_NISTP521 ->
				fields.writeBytes(rest(open)).writeString(secret.readString());
			case RSA -> {
				byte[] exponent = open.readString();
				fields.writeString(open.readString()).writeString(exponent).writeString(secret.readString());
				byte[] p = secret.readString();
				byte[] q = secret.readString();
				fields.writeString(secret.readString()).writeString(p).writeString(q);
			}
			case SK_ED25519, SK_ECDSA_NISTP256 ->
				throw new SshException("A private key that is kept in a security key is not supported");
		}
		// The MAC covers the padding, so it only has to be shorter than a block
		if (secret.remaining() >= blockSize) {
			throw DisconnectException.protocolError("a padding of " + secret.remaining() + " bytes");
		}
		byte[] joined = fields.toByteArray();
		try {
			Signer signer = type.readPrivate(new WireReader(joined));
			if (!signer.publicKey().equals(publicKey)) {
				throw new SshException("A private key in a file for another public key");
			}
			return signer;
		}
		finally {
			Arrays.fill(joined, (byte) 0);
		}
	}

	private static byte[] rest(WireReader reader) throws DisconnectException {
		return reader.readBytes(reader.remaining());
	}

}
