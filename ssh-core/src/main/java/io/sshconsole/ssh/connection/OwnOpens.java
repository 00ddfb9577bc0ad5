package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sshconsole.ssh.transport.More;
import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.transport.PeerText;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * The channels that we have asked for and that the peer has not answered yet (RFC 4254
 * §5.1). Application threads ask, the reader thread answers.
 */
final class OwnOpens {

	private final Connection connection;

	private final Map<Integer, PendingOpen> pending = new ConcurrentHashMap<>();

	OwnOpens(Connection connection) {
		this.connection = connection;
	}

	/**
	 * Opens a channel and waits for the peer's answer. Who gives up waiting leaves the
	 * question behind, because its answer will come.
	 */
	Channel open(String kind, Payload fields) throws IOException {
		int id = this.connection.newId();
		PendingOpen open = new PendingOpen(kind, id, new PendingReply<>());
		this.pending.put(id, open);
		this.connection.transport().writeIf(() -> true, (out) -> {
			out.writeByte(MessageNumber.CHANNEL_OPEN).writeText(kind).writeUint32(id);
			out.writeUint32(ConnectionConfig.WINDOW).writeUint32(ConnectionConfig.MAX_DATA);
			fields.writeTo(out);
		}, More.NONE);
		if (this.connection.isOver()) {
			open.reply.fail(this.connection.endedCause());
		}
		return open.reply.await();
	}

	/**
	 * Takes the peer's confirmation.
	 */
	void confirmed(WireReader packet) throws DisconnectException {
		PendingOpen open = take(packet);
		Channel.Peer peer = Channel.Peer.read(packet);
		Channel channel = new Channel(this.connection, open.kind, open.id, peer, Channel.Origin.OURS);
		this.connection.publish(channel);
		this.connection.opened(channel);
		if (!open.reply.complete(channel)) {
			channel.dismiss();
		}
	}

	/**
	 * Takes the peer's refusal.
	 */
	void refused(WireReader packet) throws DisconnectException {
		PendingOpen open = take(packet);
		long reason = packet.readUint32();
		String description = PeerText.sanitise(packet.readText());
		packet.readText(); // language
		packet.expectEnd();
		open.reply.fail(new ChannelOpenException(reason, "the peer refused a channel: " + description));
	}

	private PendingOpen take(WireReader packet) throws DisconnectException {
		PendingOpen open = this.pending.remove(packet.readInt());
		if (open == null) {
			throw DisconnectException.protocolError("an answer to a channel that we did not open");
		}
		return open;
	}

	void end(SshException cause) {
		this.pending.values().forEach((open) -> open.reply.fail(cause));
	}

	/**
	 * A channel that we asked for.
	 */
	private record PendingOpen(String kind, int id, PendingReply<Channel> reply) {

	}

}
