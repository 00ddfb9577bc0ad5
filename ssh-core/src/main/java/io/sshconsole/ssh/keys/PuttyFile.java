package io.sshconsole.ssh.keys;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;

import io.sshconsole.ssh.wire.SshException;

/**
 * The lines of a private key file of PuTTY, in the one order in which they come.
 *
 * <pre>
 * PuTTY-User-Key-File-3: type
 * Encryption: none or aes256-cbc
 * Comment: …
 * Public-Lines: count, and as many lines of Base64
 * Key-Derivation: …                    only if encrypted, and not in version 2
 * Argon2-Memory, -Passes, -Parallelism, -Salt
 * Private-Lines: count, and as many lines of Base64
 * Private-MAC: hexadecimal digits
 * </pre>
 *
 * @param isVersion3 whether this is version 3 rather than 2
 * @param type the type of the key
 * @param encryption the cipher
 * @param comment covered by the MAC
 * @param publicBlob the public key
 * @param derivation how the passphrase becomes a key
 * @param privateBlob the private fields, perhaps encrypted
 * @param mac covers all of it
 */
record PuttyFile(boolean isVersion3, String type, String encryption, String comment, byte[] publicBlob,
		Derivation derivation, byte[] privateBlob, byte[] mac) {

	/**
	 * More than a key of 16384 bits needs.
	 */
	private static final int MAX_LINES = 1024;

	/**
	 * Reads the lines.
	 * @param text the file's text; what follows the last line is ignored
	 * @return the fields, of which nothing has been verified
	 * @throws SshException if a line is missing or malformed
	 */
	static PuttyFile parse(String text) throws SshException {
		Iterator<String> lines = text.strip().lines().iterator();
		String head = next(lines);
		boolean version3 = head.startsWith(PuttyPrivateKey.BEGIN + "3: ");
		if (!version3 && !head.startsWith(PuttyPrivateKey.BEGIN + "2: ")) {
			throw new SshException("A private key of PuTTY in a version that is not supported");
		}
		String type = head.substring(head.indexOf(' ') + 1);
		String encryption = field(lines, "Encryption");
		String comment = field(lines, "Comment");
		byte[] publicBlob = base64(lines, number(lines, "Public-Lines"));
		Derivation derivation = (version3 && !encryption.equals("none")) ? new Derivation(
				field(lines, "Key-Derivation"), number(lines, "Argon2-Memory"), number(lines, "Argon2-Passes"),
				number(lines, "Argon2-Parallelism"), hex(field(lines, "Argon2-Salt"))) : Derivation.NONE;
		byte[] privateBlob = base64(lines, number(lines, "Private-Lines"));
		return new PuttyFile(version3, type, encryption, comment, publicBlob, derivation, privateBlob,
				hex(field(lines, "Private-MAC")));
	}

	private static String next(Iterator<String> lines) throws SshException {
		if (!lines.hasNext()) {
			throw new SshException("A private key of PuTTY that is cut off");
		}
		return lines.next();
	}

	private static String field(Iterator<String> lines, String name) throws SshException {
		String line = next(lines);
		if (!line.startsWith(name + ": ")) {
			throw new SshException("A private key of PuTTY without the line " + name);
		}
		return line.substring(name.length() + 2);
	}

	private static long number(Iterator<String> lines, String name) throws SshException {
		String value = field(lines, name);
		if (!value.matches("[0-9]{1,10}")) {
			throw new SshException("A private key of PuTTY with a number that is none: " + name);
		}
		return Long.parseLong(value);
	}

	private static byte[] base64(Iterator<String> lines, long count) throws SshException {
		if (count > MAX_LINES) {
			throw new SshException("A private key of PuTTY that is too long");
		}
		StringBuilder text = new StringBuilder();
		for (long i = 0; i < count; i++) {
			text.append(next(lines).strip());
		}
		try {
			return Base64.getDecoder().decode(text.toString());
		}
		catch (IllegalArgumentException ex) {
			// Without its cause, which quotes a byte of the key
			throw new SshException("A private key of PuTTY that is not Base64");
		}
	}

	private static byte[] hex(String digits) throws SshException {
		try {
			return HexFormat.of().parseHex(digits.strip());
		}
		catch (IllegalArgumentException ex) {
			throw new SshException("A private key of PuTTY with digits that are not hexadecimal");
		}
	}

	/**
	 * How a passphrase becomes a key (RFC 9106).
	 *
	 * @param name the variant of Argon2
	 * @param memory in KiB
	 * @param passes how often the memory is filled
	 * @param parallelism how many lanes it has
	 * @param salt makes equal passphrases different
	 */
	record Derivation(String name, long memory, long passes, long parallelism, byte[] salt) {

		static final Derivation NONE = new Derivation("none", 0, 0, 0, new byte[0]);

	}

}
