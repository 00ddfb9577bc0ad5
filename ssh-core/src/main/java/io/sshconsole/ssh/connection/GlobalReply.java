package io.sshconsole.ssh.connection;

import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The answer to a global request (RFC 4254 §4): no, yes, or yes with data (paramiko's
 * {@code False}, {@code True} and tuple). Immutable.
 */
public final class GlobalReply {

	public static final GlobalReply REFUSED = new GlobalReply(false, new byte[0]);

	public static final GlobalReply ACCEPTED = new GlobalReply(true, new byte[0]);

	private final boolean accepted;

	private final byte[] data;

	private GlobalReply(boolean accepted, byte[] data) {
		this.accepted = accepted;
		this.data = data;
	}

	/**
	 * Accepts a request and tells the peer something about it.
	 * @param data the reply's own fields
	 * @return an answer
	 */
	public static GlobalReply accepted(WireWriter data) {
		return new GlobalReply(true, data.toByteArray());
	}

	/**
	 * Takes an answer of the peer.
	 * @param data the cursor at the reply's own fields
	 */
	static GlobalReply read(WireReader data) {
		int from = data.position();
		return accepted(new WireWriter().writeBytes(data.array(), from, data.remaining()));
	}

	public boolean isAccepted() {
		return this.accepted;
	}

	/**
	 * Returns what the answer tells.
	 * @return a new cursor; at its end if there is nothing
	 */
	public WireReader data() {
		return new WireReader(this.data);
	}

	void writeTo(WireWriter message) {
		message.writeBytes(this.data);
	}

	@Override
	public String toString() {
		return this.accepted ? "accepted" : "refused";
	}

}
