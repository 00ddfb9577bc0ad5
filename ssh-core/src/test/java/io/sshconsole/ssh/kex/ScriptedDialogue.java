package io.sshconsole.ssh.kex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A dialogue whose other side has said everything before.
 */
final class ScriptedDialogue implements KexDialogue {

	private final Deque<byte[]> incoming = new ArrayDeque<>();

	private final List<byte[]> posted = new ArrayList<>();

	ScriptedDialogue says(WireWriter message) {
		this.incoming.add(message.toByteArray());
		return this;
	}

	/**
	 * Returns what was answered.
	 * @return the only message
	 */
	WireReader answer() {
		if (this.posted.size() != 1) {
			throw new AssertionError(this.posted.size() + " messages were posted");
		}
		return new WireReader(this.posted.get(0));
	}

	@Override
	public void post(WireWriter message) {
		this.posted.add(message.toByteArray());
	}

	@Override
	public WireReader read(int number) throws DisconnectException {
		WireReader message = readEither(number, number);
		message.readByte();
		return message;
	}

	@Override
	public WireReader readEither(int number, int other) throws DisconnectException {
		byte[] message = this.incoming.remove();
		if (message[0] != number && message[0] != other) {
			throw DisconnectException.protocolError("unexpected");
		}
		return new WireReader(message);
	}

}
