package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

import io.sshconsole.ssh.wire.SshException;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What a passphrase makes of a file of PuTTY: the keys of its cipher and of its MAC.
 *
 * @param cipherKey for AES-256
 * @param iv the first block's predecessor
 * @param macKey for HMAC
 */
record PuttySecrets(byte[] cipherKey, byte[] iv, byte[] macKey) implements AutoCloseable {

	private static final int CIPHER_KEY_SIZE = 32;

	private static final int IV_SIZE = 16;

	private static final int MAC_KEY_SIZE = 32;

	/**
	 * Most memory in KiB that a key derivation may use: a forged file must not exhaust
	 * the heap, nor keep a processor busy. PuTTY uses 8 MiB, some dozen times.
	 */
	private static final int MAX_MEMORY = 64 * 1024;

	/**
	 * Most memory times passes, a few seconds.
	 */
	private static final long MAX_WORK = 2L * 1024 * 1024;

	private static final int MAX_PARALLELISM = 16;

	private static final int MAX_SALT = 64;

	/**
	 * Derives the keys.
	 * @param file says how
	 * @param passphrase may be empty
	 * @param encrypted whether there is anything but a MAC
	 * @return the keys
	 * @throws SshException if the derivation is unknown, or would cost too much
	 */
	static PuttySecrets derive(PuttyFile file, String passphrase, boolean encrypted) throws SshException {
		byte[] password = passphrase.getBytes(StandardCharsets.UTF_8);
		try {
			if (!file.isVersion3()) {
				return new PuttySecrets(version2Key(password), new byte[IV_SIZE],
						sha1("putty-private-key-file-mac-key".getBytes(StandardCharsets.US_ASCII), password));
			}
			if (!encrypted) {
				// HMAC takes a key of zeros for an empty one, which Java has not
				return new PuttySecrets(new byte[0], new byte[0], new byte[1]);
			}
			return split(argon2(file.derivation(), password));
		}
		finally {
			Arrays.fill(password, (byte) 0);
		}
	}

	/**
	 * Hashes the passphrase with one counter after the other, as often as the key needs.
	 */
	private static byte[] version2Key(byte[] password) {
		byte[] first = sha1(new byte[] { 0, 0, 0, 0 }, password);
		byte[] second = sha1(new byte[] { 0, 0, 0, 1 }, password);
		byte[] key = Arrays.copyOf(first, CIPHER_KEY_SIZE);
		System.arraycopy(second, 0, key, first.length, CIPHER_KEY_SIZE - first.length);
		return key;
	}

	private static byte[] sha1(byte[] prefix, byte[] password) {
		MessageDigest digest = Jca.digest("SHA-1");
		digest.update(prefix);
		return digest.digest(password);
	}

	private static byte[] argon2(PuttyFile.Derivation derivation, byte[] password) throws SshException {
		int type = switch (derivation.name()) {
			case "Argon2id" -> Argon2Parameters.ARGON2_id;
			case "Argon2i" -> Argon2Parameters.ARGON2_i;
			case "Argon2d" -> Argon2Parameters.ARGON2_d;
			default -> throw new SshException("A private key of PuTTY whose key derivation is not supported");
		};
		if (derivation.memory() < 1 || derivation.memory() > MAX_MEMORY || derivation.passes() < 1
				|| derivation.memory() * derivation.passes() > MAX_WORK || derivation.parallelism() < 1
				|| derivation.parallelism() > MAX_PARALLELISM || derivation.salt().length > MAX_SALT) {
			throw new SshException("A private key of PuTTY whose passphrase takes too much memory or time: "
					+ "puttygen --reencrypt changes that");
		}
		Argon2BytesGenerator generator = new Argon2BytesGenerator();
		generator.init(new Argon2Parameters.Builder(type).withVersion(Argon2Parameters.ARGON2_VERSION_13)
			.withMemoryAsKB((int) derivation.memory())
			.withIterations((int) derivation.passes())
			.withParallelism((int) derivation.parallelism())
			.withSalt(derivation.salt())
			.build());
		byte[] derived = new byte[CIPHER_KEY_SIZE + IV_SIZE + MAC_KEY_SIZE];
		generator.generateBytes(password, derived);
		return derived;
	}

	private static PuttySecrets split(byte[] derived) {
		int macKey = CIPHER_KEY_SIZE + IV_SIZE;
		PuttySecrets secrets = new PuttySecrets(Arrays.copyOf(derived, CIPHER_KEY_SIZE),
				Arrays.copyOfRange(derived, CIPHER_KEY_SIZE, macKey),
				Arrays.copyOfRange(derived, macKey, derived.length));
		Arrays.fill(derived, (byte) 0);
		return secrets;
	}

	@Override
	public void close() {
		Arrays.fill(this.cipherKey, (byte) 0);
		Arrays.fill(this.macKey, (byte) 0);
	}

	@Override
	public String toString() {
		return "PuttySecrets";
	}

}
