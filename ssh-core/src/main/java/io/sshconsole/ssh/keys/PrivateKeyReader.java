package io.sshconsole.ssh.keys;

import java.util.Arrays;
import java.util.Base64;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import org.jspecify.annotations.Nullable;

/**
 * Reads private keys of every supported file format: what OpenSSH writes and has written,
 * PKCS#8, and what PuTTY writes.
 */
public final class PrivateKeyReader {

	private static final String BEGIN = "-----BEGIN ";

	private PrivateKeyReader() {
	}

	/**
	 * Reads a private key.
	 * @param text the file's text; what stands before and behind the key is ignored
	 * @param passphrase for an encrypted key, or {@code null}
	 * @return the key
	 * @throws SshException if the format or the type of key is not supported, if the text
	 * is malformed, or if the passphrase is missing or wrong
	 */
	public static Signer read(String text, @Nullable String passphrase) throws SshException {
		try {
			return text.stripLeading().startsWith(PuttyPrivateKey.BEGIN) ? PuttyPrivateKey.read(text, passphrase)
					: readFramed(text, passphrase);
		}
		catch (DisconnectException ex) {
			throw new SshException("An unreadable private key: " + ex.getMessage(), ex);
		}
	}

	private static Signer readFramed(String text, @Nullable String passphrase) throws SshException {
		String label = label(text);
		byte[] content = content(text, label);
		try {
			return switch (label) {
				case OpenSshPrivateKey.LABEL -> OpenSshPrivateKey.read(content, passphrase);
				case Pkcs8.LABEL -> Pkcs8.read(content);
				case EncryptedPkcs8.LABEL -> EncryptedPkcs8.read(content, passphrase);
				case DerPrivateKey.RSA_LABEL -> DerPrivateKey.readRsa(content);
				case DerPrivateKey.EC_LABEL -> DerPrivateKey.readEc(content);
				default -> throw new SshException("A file with " + label + " is not supported, only "
						+ OpenSshPrivateKey.LABEL + ", " + Pkcs8.LABEL + ", " + EncryptedPkcs8.LABEL + ", "
						+ DerPrivateKey.RSA_LABEL + " and " + DerPrivateKey.EC_LABEL + " are");
			};
		}
		finally {
			Arrays.fill(content, (byte) 0);
		}
	}

	/**
	 * Finds the first block that is a private key. OpenSSL puts one with parameters
	 * before it.
	 */
	private static String label(String text) throws SshException {
		String first = null;
		for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 1)) {
			int end = text.indexOf("-----", begin + BEGIN.length());
			String label = (end >= 0) ? text.substring(begin + BEGIN.length(), end) : "";
			if (label.endsWith(Pkcs8.LABEL)) {
				return label;
			}
			first = (first != null || end < 0) ? first : label;
		}
		if (first == null) {
			throw new SshException("This is not a private key: it has no line -----BEGIN …-----");
		}
		return first;
	}

	private static byte[] content(String text, String label) throws SshException {
		String head = "-----BEGIN " + label + "-----";
		int begin = text.indexOf(head) + head.length();
		int end = text.indexOf("-----END " + label + "-----", begin);
		if (end < 0) {
			throw new SshException("A private key that is cut off: it has no line -----END " + label + "-----");
		}
		if (text.substring(begin, end).contains("Proc-Type:")) {
			throw new SshException("A private key encrypted in a form that is too easily broken: "
					+ "ssh-keygen -p -f <file> changes that");
		}
		try {
			return Base64.getDecoder().decode(text.substring(begin, end).replaceAll("\\s", ""));
		}
		catch (IllegalArgumentException ex) {
			// Without its cause, which quotes a byte of the key
			throw new SshException("A private key that is not Base64");
		}
	}

}
