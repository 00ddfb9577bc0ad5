package io.sshconsole.ssh.keys;

import java.util.Base64;
import java.util.Iterator;

import io.sshconsole.ssh.wire.SshException;

/**
 * Reads files with one public key: what OpenSSH writes, and the form that PuTTY and
 * others save (RFC 4716 §3).
 *
 * <pre>
 * ---- BEGIN SSH2 PUBLIC KEY ----
 * Comment: "a header; a backslash at its end \
 * continues it"
 * key in Base64
 * ---- END SSH2 PUBLIC KEY ----
 * </pre>
 */
public final class PublicKeyReader {

	private static final String BEGIN = "---- BEGIN SSH2 PUBLIC KEY ----";

	private static final String END = "---- END SSH2 PUBLIC KEY ----";

	private PublicKeyReader() {
	}

	/**
	 * Reads a public key.
	 * @param text the file's text
	 * @return the key
	 * @throws SshException if the form or the type of key is not supported, or if it is
	 * malformed
	 */
	public static SshPublicKey read(String text) throws SshException {
		String file = text.strip();
		if (!file.startsWith(BEGIN)) {
			return SshPublicKey.fromAuthorizedKey(file);
		}
		Iterator<String> lines = file.lines().skip(1).iterator();
		String line = next(lines);
		while (line.contains(":")) {
			while (line.endsWith("\\")) {
				line = next(lines);
			}
			line = next(lines);
		}
		StringBuilder content = new StringBuilder();
		for (; !line.equals(END); line = next(lines)) {
			content.append(line);
		}
		if (lines.hasNext()) {
			throw new SshException("A public key with something behind it");
		}
		try {
			return SshPublicKey.read(Base64.getDecoder().decode(content.toString()));
		}
		catch (IllegalArgumentException ex) {
			throw new SshException("A public key that is not Base64");
		}
	}

	private static String next(Iterator<String> lines) throws SshException {
		if (!lines.hasNext()) {
			throw new SshException("A public key that is cut off");
		}
		return lines.next().strip();
	}

}
