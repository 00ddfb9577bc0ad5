package io.sshconsole.ssh.transport;

import java.io.IOException;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.Role;

/**
 * Reads the peer's identification line (RFC 4253 §4.2).
 */
final class VersionExchange {

	/**
	 * Longest identification with its line end, CR and LF.
	 */
	private static final int MAX_LINE = 255;

	/**
	 * Most lines that a server may say before its identification, and the longest of
	 * them. Without a bound a server could talk to us for ever.
	 */
	private static final int MAX_LINES_BEFORE = 1024;

	private static final int MAX_LINE_BEFORE = 8192;

	private VersionExchange() {
	}

	/**
	 * Reads lines up to the peer's identification. Only a server may say other lines
	 * before; a client that does, say a browser, is refused at once.
	 * @param in where the peer's bytes come from
	 * @param peer the peer's role
	 * @return the identification without its line end
	 * @throws IOException if the peer does not speak SSH 2
	 */
	static String read(PacketReader in, Role peer) throws IOException {
		int linesBefore = peer.mayGreet() ? MAX_LINES_BEFORE : 0;
		String line = readLine(in, linesBefore);
		while (!line.startsWith("SSH-")) {
			if (linesBefore-- == 0) {
				throw new DisconnectException(Reason.PROTOCOL_ERROR, "not an SSH identification");
			}
			line = readLine(in, linesBefore);
		}
		if (line.length() > MAX_LINE - 2) {
			throw new DisconnectException(Reason.PROTOCOL_ERROR, "an identification that is too long");
		}
		// 1.99 is how one says that one also speaks SSH 1 (RFC 4253 §5.1)
		if (!line.startsWith("SSH-2.0-") && !line.startsWith("SSH-1.99-")) {
			throw new DisconnectException(Reason.PROTOCOL_VERSION_NOT_SUPPORTED, "only SSH 2.0 is spoken here");
		}
		return line;
	}

	private static String readLine(PacketReader in, int linesLeft) throws IOException {
		int max = (linesLeft > 0) ? MAX_LINE_BEFORE : MAX_LINE;
		StringBuilder line = new StringBuilder();
		for (int next = in.readByte(); next != '\n'; next = in.readByte()) {
			if (next == 0 || line.length() == max) {
				throw new DisconnectException(Reason.PROTOCOL_ERROR, "not an SSH identification");
			}
			line.append((char) next);
		}
		int length = line.length();
		// Some peers end the line without CR
		return (length > 0 && line.charAt(length - 1) == '\r') ? line.substring(0, length - 1) : line.toString();
	}

}
