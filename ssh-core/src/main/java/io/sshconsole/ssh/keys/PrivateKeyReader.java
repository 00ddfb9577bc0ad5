package io.sshconsole.ssh.keys;

import java.util.Arrays;
import java.util.Base64;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import org.jspecify.annotations.Nullable;

/**
 * Reads private keys of every supported file format: what OpenSSH writes, and PKCS#8.
 */
public final class PrivateKeyReader {

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
		String label = label(text);
		byte[] content = content(text, label);
		try {
			return switch (label) {
				case OpenSshPrivateKey.LABEL -> OpenSshPrivateKey.read(content, passphrase);
				case Pkcs8.LABEL -> Pkcs8.read(content);
				default -> throw new SshException("A file with " + label + " is not supported, only "
						+ OpenSshPrivateKey.LABEL + " and " + Pkcs8.LABEL + " are");
			};
		}
		catch (DisconnectException ex) {
			throw new SshException("An unreadable private key: " + ex.getMessage(), ex);
		}
		finally {
			Arrays.fill(content, (byte) 0);
		}
	}

	private static String label(String text) throws SshException {
		int begin = text.indexOf("-----BEGIN ");
		int end = (begin >= 0) ? text.indexOf("-----", begin + 11) : -1;
		if (end < 0) {
			throw new SshException("This is not a private key: it has no line -----BEGIN …-----");
		}
		return text.substring(begin + 11, end);
	}

	private static byte[] content(String text, String label) throws SshException {
		String head = "-----BEGIN " + label + "-----";
		int begin = text.indexOf(head) + head.length();
		int end = text.indexOf("-----END " + label + "-----", begin);
		if (end < 0) {
			throw new SshException("A private key that is cut off: it has no line -----END " + label + "-----");
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
