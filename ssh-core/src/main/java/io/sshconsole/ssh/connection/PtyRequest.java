package io.sshconsole.ssh.connection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * A request for a terminal (RFC 4254 §6.2).
 *
 * @param terminal the value of {@code TERM} on the peer's side
 * @param size the window's size
 * @param modes the terminal modes by opcode (RFC 4254 §8), in the order they came
 */
public record PtyRequest(String terminal, WindowSize size, Map<Integer, Integer> modes) {

	/**
	 * Most modes that are read; there are 159 opcodes with a value. More could only be
	 * repetitions that make us work.
	 */
	private static final int MAX_MODES = 256;

	private static final int TTY_OP_END = 0;

	/**
	 * From here on opcodes are not defined and stop the parsing (RFC 4254 §8).
	 */
	private static final int FIRST_UNDEFINED = 160;

	public PtyRequest {
		modes = Collections.unmodifiableMap(new LinkedHashMap<>(modes));
	}

	/**
	 * Reads the part of a {@code pty-req} that belongs to it.
	 * @param request the cursor behind want-reply
	 * @return the request
	 * @throws DisconnectException if the message is cut short or too long
	 */
	static PtyRequest read(WireReader request) throws DisconnectException {
		String terminal = request.readText();
		WindowSize size = readSize(request);
		byte[] modes = request.readString();
		request.expectEnd();
		return new PtyRequest(terminal, size, readModes(modes));
	}

	static WindowSize readSize(WireReader request) throws DisconnectException {
		return new WindowSize(request.readInt(), request.readInt(), request.readInt(), request.readInt());
	}

	private static Map<Integer, Integer> readModes(byte[] encoded) throws DisconnectException {
		Map<Integer, Integer> modes = new LinkedHashMap<>();
		WireReader reader = new WireReader(encoded);
		// Clients leave the end marker out or write past it; OpenSSH tolerates both
		while (reader.remaining() >= 5 && modes.size() < MAX_MODES) {
			int opcode = reader.readByte();
			if (opcode == TTY_OP_END || opcode >= FIRST_UNDEFINED) {
				break;
			}
			modes.put(opcode, reader.readInt());
		}
		return modes;
	}

}
