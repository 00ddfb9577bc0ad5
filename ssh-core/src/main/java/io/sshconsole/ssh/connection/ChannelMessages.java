package io.sshconsole.ssh.connection;

import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The messages about one channel that we send, apart from its data (RFC 4254 §5, §6).
 *
 * @param peerId the peer's number for the channel
 */
record ChannelMessages(long peerId) {

	/**
	 * We read no more, although the peer may still send (OpenSSH PROTOCOL 2.1).
	 */
	static final String END_OF_WRITE = "eow@openssh.com";

	Payload windowAdjust(int count) {
		return (out) -> writeNumbered(out, MessageNumber.CHANNEL_WINDOW_ADJUST).writeUint32(count);
	}

	Payload eof() {
		return (out) -> writeNumbered(out, MessageNumber.CHANNEL_EOF);
	}

	Payload close() {
		return (out) -> writeNumbered(out, MessageNumber.CHANNEL_CLOSE);
	}

	Payload answer(boolean granted) {
		return (out) -> writeNumbered(out, granted ? MessageNumber.CHANNEL_SUCCESS : MessageNumber.CHANNEL_FAILURE);
	}

	/**
	 * A request.
	 * @param type its type
	 * @param wantReply whether the peer shall answer
	 * @param fields writes the fields of that type
	 */
	Payload request(String type, boolean wantReply, Payload fields) {
		return (out) -> {
			writeNumbered(out, MessageNumber.CHANNEL_REQUEST).writeText(type).writeBoolean(wantReply);
			fields.writeTo(out);
		};
	}

	/**
	 * How the command ended that ran on the channel (RFC 4254 §6.10).
	 */
	Payload exit(ExitStatus status) {
		if (status instanceof ExitStatus.Signal signal) {
			return request("exit-signal", false,
					(out) -> out.writeText(signal.name())
						.writeBoolean(signal.coreDumped())
						.writeText(signal.message())
						.writeText(""));
		}
		return request("exit-status", false, (out) -> out.writeUint32(((ExitStatus.Code) status).value()));
	}

	private WireWriter writeNumbered(WireWriter out, int number) {
		return out.writeByte(number).writeUint32(this.peerId);
	}

}
