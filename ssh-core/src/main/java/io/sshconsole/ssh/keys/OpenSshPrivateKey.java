package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.bouncycastle.crypto.generators.BCrypt;
import org.jspecify.annotations.Nullable;

/**
 * Private keys as OpenSSH stores them (OpenSSH PROTOCOL.key), plain or encrypted as
 * {@code ssh-keygen} does by default.
 *
 * <pre>
 * byte[]    "openssh-key-v1" NUL
 * string    cipher            none or aes256-ctr
 * string    kdf               none or bcrypt
 * string    kdf options       string salt, uint32 rounds
 * uint32    number of keys    1
 * string    public key
 * string    encrypted         uint32 check, uint32 check, private key, string comment, 1 2 3 …
 * </pre>
 */
public final class OpenSshPrivateKey {

	static final String LABEL = "OPENSSH PRIVATE KEY";

	private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

	private static final String NONE = "none";

	private static final String CIPHER = "aes256-ctr";

	private static final String KDF = "bcrypt";

	private static final int PLAIN_BLOCK_SIZE = 8;

	private static final int AES_BLOCK_SIZE = 16;

	private static final int AES_KEY_SIZE = 32;

	private static final int SALT_SIZE = 16;

	/**
	 * What {@code ssh-keygen} uses since OpenSSH 9.4.
	 */
	private static final int ROUNDS = 24;

	/**
	 * Most rounds that are computed, a few seconds: a forged file must not keep a
	 * processor busy for years.
	 */
	private static final int MAX_ROUNDS = 1024;

	private static final int LINE_LENGTH = 70;

	private OpenSshPrivateKey() {
	}

	/**
	 * Writes a private key.
	 * @param signer a key that was read or generated here
	 * @param comment what {@code ssh-keygen -l} shows behind the key, may be empty
	 * @param passphrase encrypts the key, or {@code null} to leave it plain
	 * @return the file's text
	 * @throws IllegalArgumentException if the private key is kept elsewhere
	 */
	public static String write(Signer signer, String comment, @Nullable String passphrase) {
		if (!(signer instanceof StorableSigner key)) {
			throw new IllegalArgumentException("A private key that is not here cannot be written");
		}
		SecureRandom random = new SecureRandom();
		WireWriter file = new WireWriter().writeBytes(MAGIC);
		byte[] content;
		if (passphrase == null) {
			file.writeText(NONE).writeText(NONE).writeText("");
			content = secrets(key, comment, random.nextInt(), PLAIN_BLOCK_SIZE);
		}
		else {
			byte[] salt = new byte[SALT_SIZE];
			random.nextBytes(salt);
			byte[] options = new WireWriter().writeString(salt).writeUint32(ROUNDS).toByteArray();
			file.writeText(CIPHER).writeText(KDF).writeString(options);
			byte[] plain = secrets(key, comment, random.nextInt(), AES_BLOCK_SIZE);
			content = crypt(Cipher.ENCRYPT_MODE, passphrase, salt, ROUNDS, plain);
		}
		file.writeUint32(1).writeString(signer.publicKey().blob()).writeString(content);
		return "-----BEGIN " + LABEL + "-----\n"
				+ Base64.getMimeEncoder(LINE_LENGTH, new byte[] { '\n' }).encodeToString(file.toByteArray())
				+ "\n-----END " + LABEL + "-----\n";
	}

	private static byte[] secrets(StorableSigner key, String comment, int check, int blockSize) {
		WireWriter secrets = new WireWriter().writeUint32(check).writeUint32(check);
		key.writePrivate(secrets);
		secrets.writeText(comment);
		for (int padding = 1; secrets.size() % blockSize != 0; padding++) {
			secrets.writeByte(padding);
		}
		return secrets.toByteArray();
	}

	/**
	 * Reads a private key.
	 * @param content the file's content without its frame
	 * @param passphrase for an encrypted key, or {@code null}
	 * @return the key
	 * @throws SshException if it cannot be read
	 */
	static Signer read(byte[] content, @Nullable String passphrase) throws SshException {
		WireReader file = new WireReader(content);
		if (content.length < MAGIC.length || !Arrays.equals(file.readBytes(MAGIC.length), MAGIC)) {
			throw new SshException("A private key of an unknown version");
		}
		String cipher = file.readText();
		String kdf = file.readText();
		byte[] options = file.readString();
		if (file.readUint32() != 1) {
			throw new SshException("A file with more than one private key");
		}
		byte[] publicKey = file.readString();
		byte[] secrets = file.readString();
		Signer signer;
		if (cipher.equals(NONE) && kdf.equals(NONE)) {
			file.expectEnd();
			signer = readSecrets(secrets, PLAIN_BLOCK_SIZE, "A damaged private key");
		}
		else if (cipher.equals(CIPHER) && kdf.equals(KDF)) {
			file.expectEnd();
			signer = readSecrets(decrypt(options, passphrase, secrets), AES_BLOCK_SIZE,
					"The passphrase of the private key is wrong");
		}
		else {
			throw new SshException("A private key encrypted with " + cipher + " and " + kdf
					+ " is not supported: ssh-keygen -p -Z " + CIPHER + " -f <file> changes that");
		}
		if (!Arrays.equals(signer.publicKey().blob(), publicKey)) {
			throw new SshException("A private key in a file for another public key");
		}
		return signer;
	}

	private static byte[] decrypt(byte[] options, @Nullable String passphrase, byte[] secrets) throws SshException {
		if (passphrase == null) {
			throw new SshException("The private key is encrypted and needs a passphrase");
		}
		WireReader reader = new WireReader(options);
		byte[] salt = reader.readString();
		long rounds = reader.readUint32();
		reader.expectEnd();
		if (salt.length == 0) {
			throw new SshException("A private key encrypted without salt");
		}
		if (rounds < 1 || rounds > MAX_ROUNDS) {
			throw new SshException("A private key with " + rounds + " rounds of bcrypt, allowed are " + MAX_ROUNDS);
		}
		return crypt(Cipher.DECRYPT_MODE, passphrase, salt, (int) rounds, secrets);
	}

	private static Signer readSecrets(byte[] secrets, int blockSize, String checkFailed) throws SshException {
		WireReader reader = new WireReader(secrets);
		if (secrets.length % blockSize != 0) {
			throw DisconnectException.protocolError("a length of " + secrets.length);
		}
		int check = reader.readInt();
		if (reader.readInt() != check) {
			throw new SshException(checkFailed);
		}
		Signer signer = KeyType.named(reader.readText()).readPrivate(reader);
		reader.readString();
		// Some programs add a whole block where OpenSSH adds nothing
		if (reader.remaining() > blockSize) {
			throw DisconnectException.protocolError("a padding of " + reader.remaining() + " bytes");
		}
		for (int padding = 1; reader.remaining() > 0; padding++) {
			if (reader.readByte() != padding) {
				throw DisconnectException.protocolError("a wrong padding");
			}
		}
		return signer;
	}

	private static byte[] crypt(int mode, String passphrase, byte[] salt, int rounds, byte[] content) {
		byte[] password = passphrase.getBytes(StandardCharsets.UTF_8);
		byte[] derived = BCrypt.pbkdfGenerate(password, salt, rounds, AES_KEY_SIZE + AES_BLOCK_SIZE);
		try {
			Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
			cipher.init(mode, new SecretKeySpec(derived, 0, AES_KEY_SIZE, "AES"),
					new IvParameterSpec(derived, AES_KEY_SIZE, AES_BLOCK_SIZE));
			return cipher.doFinal(content);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("AES-CTR is part of every Java runtime", ex);
		}
		finally {
			Arrays.fill(password, (byte) 0);
			Arrays.fill(derived, (byte) 0);
		}
	}

}
