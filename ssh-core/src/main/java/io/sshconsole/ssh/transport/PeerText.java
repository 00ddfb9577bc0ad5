package io.sshconsole.ssh.transport;

import java.util.regex.Pattern;

/**
 * Text of the peer, which may end in logs, on terminals and in messages of exceptions.
 */
public final class PeerText {

	private static final int MAX_LENGTH = 256;

	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

	private PeerText() {
	}

	/**
	 * Takes out what could harm a terminal or forge a line in a log.
	 * @param text from the peer
	 * @return printable text of at most 256 characters
	 */
	public static String sanitise(String text) {
		String printable = UNPRINTABLE.matcher(text).replaceAll("?");
		return (printable.length() > MAX_LENGTH) ? printable.substring(0, MAX_LENGTH) : printable;
	}

}
