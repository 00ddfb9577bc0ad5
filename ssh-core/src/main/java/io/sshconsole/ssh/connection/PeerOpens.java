package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;

import io.sshconsole.ssh.transport.More;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.transport.PeerText;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;

/**
 * Serves the peer's requests for channels (RFC 4254 §5.1, §7.2). A channel that needs a
 * connection first is answered by its task's thread, all others by the reader.
 *
 * <pre>
 * byte     SSH_MSG_CHANNEL_OPEN
 * string   channel type
 * uint32   sender channel
 * uint32   initial window size
 * uint32   maximum packet size
 * ....     type specific fields
 * </pre>
 */
final class PeerOpens {

	private final Connection connection;

	private final PeerPlaces places;

	private final ConnectionHandler handler;

	private final ConnectionServices services;

	private final GlobalRequests globalRequests;

	PeerOpens(Connection connection, PeerPlaces places, ConnectionHandler handler, ConnectionServices services,
			GlobalRequests globalRequests) {
		this.connection = connection;
		this.places = places;
		this.handler = handler;
		this.services = services;
		this.globalRequests = globalRequests;
	}

	void serve(WireReader packet) throws DisconnectException {
		String kind = packet.readText();
		Channel.Peer peer = Channel.Peer.read(packet);
		switch (kind) {
			case "direct-tcpip" -> directTcpip(kind, peer, packet);
			case "direct-streamlocal@openssh.com" -> directStreamlocal(kind, peer, packet);
			case Connection.SESSION -> {
				packet.expectEnd();
				if (this.globalRequests.isNoMoreSessions()) {
					throw DisconnectException.protocolError("a session after no-more-sessions");
				}
				open(kind, peer);
			}
			default -> open(kind, peer);
		}
	}

	private void open(String kind, Channel.Peer peer) throws DisconnectException {
		if (!this.places.takeSession()) {
			refuse(peer, OpenResult.RESOURCE_SHORTAGE);
			return;
		}
		int id = this.connection.newId();
		OpenResult result = this.handler.checkChannelRequest(kind, id);
		if (result != OpenResult.SUCCEEDED) {
			this.connection.freeSession();
			refuse(peer, result);
			return;
		}
		Channel channel = new Channel(this.connection, kind, id, peer, Channel.Origin.PEER);
		transport().post(confirmation(channel));
		// Seen by others from here on, so that nothing they send precedes the answer
		this.connection.publish(channel);
		this.connection.opened(channel);
	}

	/**
	 * Opens {@code string} host, {@code uint32} port, {@code string} originator address,
	 * {@code uint32} originator port.
	 */
	private void directTcpip(String kind, Channel.Peer peer, WireReader fields) throws DisconnectException {
		Optional<InetSocketAddress> destination = ForwardAddress.readTcp(fields);
		Optional<InetSocketAddress> origin = ForwardAddress.readTcp(fields);
		fields.expectEnd();
		if (destination.isEmpty() || origin.isEmpty() || destination.get().getHostString().isEmpty()) {
			refuse(peer, OpenResult.CONNECT_FAILED);
			return;
		}
		connect(kind, peer, destination.get(),
				(id) -> this.handler.checkChannelDirectTcpipRequest(id, origin.get(), destination.get()));
	}

	/**
	 * Opens {@code string} path, {@code string} reserved, {@code uint32} reserved.
	 */
	private void directStreamlocal(String kind, Channel.Peer peer, WireReader fields) throws DisconnectException {
		Optional<UnixDomainSocketAddress> destination = ForwardAddress.readPath(fields);
		fields.readString();
		fields.readUint32();
		fields.expectEnd();
		if (destination.isEmpty()) {
			refuse(peer, OpenResult.CONNECT_FAILED);
			return;
		}
		connect(kind, peer, destination.get(),
				(id) -> this.handler.checkChannelDirectStreamlocalRequest(id, destination.get().getPath()));
	}

	private void connect(String kind, Channel.Peer peer, SocketAddress destination, Question question)
			throws DisconnectException {
		if (!this.places.takeTunnel()) {
			refuse(peer, OpenResult.RESOURCE_SHORTAGE);
			return;
		}
		int id = this.connection.newId();
		Optional<Forwarder> forwarder = this.services.forwarder();
		OpenResult result = question.ask(id);
		if (result == OpenResult.SUCCEEDED && forwarder.isEmpty()) {
			result = OpenResult.ADMINISTRATIVELY_PROHIBITED;
		}
		if (result != OpenResult.SUCCEEDED) {
			this.places.freeTunnel();
			refuse(peer, result);
			return;
		}
		Channel channel = new Channel(this.connection, kind, id, peer, Channel.Origin.TUNNEL);
		this.connection.prepare(channel);
		channel.start((same) -> connect(same, forwarder.get(), destination));
	}

	/**
	 * Connects, answers, and moves bytes. Runs on the thread of the channel's task.
	 */
	private ExitStatus connect(Channel channel, Forwarder forwarder, SocketAddress destination) throws Exception {
		ChannelTask tunnel;
		try {
			tunnel = forwarder.connect(destination);
		}
		catch (IOException ex) {
			channel.abandon();
			transport().writeIf(() -> true, failure(channel.peerId(), OpenResult.CONNECT_FAILED, text(ex)), More.NONE);
			return ExitStatus.OK;
		}
		channel.shieldTask();
		try {
			if (confirm(channel)) {
				this.connection.opened(channel);
			}
		}
		finally {
			tunnel.run(channel);
		}
		return ExitStatus.OK;
	}

	/**
	 * Sends the confirmation and shows the channel to others in one step, so that the
	 * peer's next message finds it and nothing of ours precedes the answer.
	 */
	private boolean confirm(Channel channel) {
		boolean sent = false;
		try {
			sent = transport().writeIf(() -> this.connection.publish(channel), confirmation(channel), More.NONE);
		}
		catch (IOException ex) {
			// The connection has ended, and the channel with it
		}
		if (!sent) {
			channel.connectionEnded();
		}
		return sent;
	}

	private static String text(IOException ex) {
		return PeerText.sanitise(String.valueOf(ex.getMessage()));
	}

	private static Payload confirmation(Channel channel) {
		return (out) -> out.writeByte(MessageNumber.CHANNEL_OPEN_CONFIRMATION)
			.writeUint32(channel.peerId())
			.writeUint32(channel.id())
			.writeUint32(ConnectionConfig.WINDOW)
			.writeUint32(ConnectionConfig.MAX_DATA);
	}

	private void refuse(Channel.Peer peer, OpenResult reason) throws DisconnectException {
		transport().post(failure(peer.id(), reason, ""));
	}

	private static Payload failure(long peerId, OpenResult reason, String text) {
		return (out) -> out.writeByte(MessageNumber.CHANNEL_OPEN_FAILURE)
			.writeUint32(peerId)
			.writeUint32(reason.code())
			.writeText(text)
			.writeText("");
	}

	private PacketTransport transport() {
		return this.connection.transport();
	}

	/**
	 * Asks the handler about one channel.
	 */
	@FunctionalInterface
	private interface Question {

		OpenResult ask(int channelId);

	}

}
