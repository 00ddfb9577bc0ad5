package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The channels of one authenticated connection (RFC 4254): the reader loop, the channel
 * table, global requests. {@link #run} is the reader thread; it posts and never writes.
 * Nobody can send channel messages before authentication, because this object does not
 * exist before.
 */
public final class Connection {

	private static final String SESSION = "session";

	private final PacketTransport transport;

	private final ConnectionHandler handler;

	private final ConnectionConfig config;

	private final ConnectionEvents events;

	private final ChannelRequests requests;

	private final Map<Integer, Channel> channels = new ConcurrentHashMap<>();

	private final Map<Integer, PendingOpen> pendingOpens = new ConcurrentHashMap<>();

	private final AtomicInteger nextId = new AtomicInteger();

	/**
	 * Channels of the peer that are open or whose task still runs.
	 */
	private final AtomicInteger sessions = new AtomicInteger();

	private final PendingRequests globalRequests = new PendingRequests();

	private boolean noMoreSessions;

	private int strayReplies;

	private volatile boolean refusesChannels;

	private volatile boolean over;

	public Connection(PacketTransport transport, ConnectionHandler handler, ConnectionConfig config,
			ConnectionEvents events) {
		this.transport = transport;
		this.handler = handler;
		this.config = config;
		this.events = events;
		this.requests = new ChannelRequests(handler);
	}

	/**
	 * Reads until the connection ends, then closes every channel.
	 * @throws IOException why it ended
	 */
	public void run() throws IOException {
		try {
			while (true) {
				dispatch(this.transport.read());
			}
		}
		finally {
			this.over = true;
		}
	}

	/**
	 * Ends all channels and whoever waits for the peer. To be called when the transport
	 * is closed.
	 */
	public void end() {
		this.over = true;
		SshException cause = new SshException("the connection has ended", this.transport.closeCause());
		this.channels.values().forEach(Channel::connectionEnded);
		this.pendingOpens.values().forEach((open) -> open.reply.fail(cause));
		this.globalRequests.end(cause);
	}

	private void dispatch(WireReader packet) throws IOException {
		int number = packet.readByte();
		switch (number) {
			case MessageNumber.CHANNEL_DATA -> data(packet, false);
			case MessageNumber.CHANNEL_EXTENDED_DATA -> data(packet, true);
			case MessageNumber.CHANNEL_WINDOW_ADJUST -> windowAdjust(packet);
			case MessageNumber.CHANNEL_EOF -> ended(packet).eofReceived();
			case MessageNumber.CHANNEL_CLOSE -> ended(packet).closeReceived();
			case MessageNumber.CHANNEL_REQUEST -> this.requests.serve(channel(packet), packet);
			case MessageNumber.CHANNEL_SUCCESS -> expectAsked(ended(packet).replyReceived(true));
			case MessageNumber.CHANNEL_FAILURE -> expectAsked(ended(packet).replyReceived(false));
			case MessageNumber.CHANNEL_OPEN -> open(packet);
			case MessageNumber.CHANNEL_OPEN_CONFIRMATION -> opened(packet);
			case MessageNumber.CHANNEL_OPEN_FAILURE -> openFailed(packet);
			case MessageNumber.GLOBAL_REQUEST -> globalRequest(packet);
			case MessageNumber.REQUEST_SUCCESS -> expectAsked(this.globalRequests.answer(true));
			case MessageNumber.REQUEST_FAILURE -> expectAsked(this.globalRequests.answer(false));
			case MessageNumber.USERAUTH_REQUEST -> {
				// Late requests are ignored after success (RFC 4252 §5.3)
			}
			default -> {
				if (MessageNumber.isKnown(number)) {
					throw PacketTransport.unexpected(number);
				}
				this.transport.postUnimplemented();
			}
		}
	}

	private void data(WireReader packet, boolean extended) throws DisconnectException {
		Channel channel = channel(packet);
		long type = extended ? packet.readUint32() : 0;
		if (extended && type == 0) {
			throw DisconnectException.protocolError("extended data of type 0");
		}
		int length = packet.readLength();
		int offset = packet.position();
		packet.skip(length);
		packet.expectEnd();
		channel.dataReceived(packet.array(), offset, length, type);
	}

	/**
	 * Takes a window adjustment. One that crossed our CLOSE names a channel we no longer
	 * know; like OpenSSH, we ignore it.
	 */
	private void windowAdjust(WireReader packet) throws DisconnectException {
		Channel channel = this.channels.get(packet.readInt());
		long count = packet.readUint32();
		packet.expectEnd();
		if (channel != null) {
			channel.windowAdjusted(count);
		}
	}

	private Channel ended(WireReader packet) throws DisconnectException {
		Channel channel = channel(packet);
		packet.expectEnd();
		return channel;
	}

	private Channel channel(WireReader packet) throws DisconnectException {
		int id = packet.readInt();
		Channel channel = this.channels.get(id);
		if (channel == null) {
			throw DisconnectException
				.protocolError("a message for channel " + Integer.toUnsignedString(id) + ", which is not open");
		}
		return channel;
	}

	// Channels that the peer opens

	private void open(WireReader packet) throws DisconnectException {
		String kind = packet.readText();
		Channel.Peer peer = readPeer(packet);
		if (kind.equals(SESSION)) {
			packet.expectEnd();
			if (this.noMoreSessions) {
				throw DisconnectException.protocolError("a session after no-more-sessions");
			}
		}
		int id = this.nextId.getAndIncrement();
		OpenResult result = admit(kind, id);
		if (result != OpenResult.SUCCEEDED) {
			this.transport.post(WireWriter.message(MessageNumber.CHANNEL_OPEN_FAILURE)
				.writeUint32(peer.id())
				.writeUint32(result.code())
				.writeText("")
				.writeText(""));
			return;
		}
		Channel channel = new Channel(this, kind, id, peer, false);
		this.sessions.incrementAndGet();
		this.transport.post(WireWriter.message(MessageNumber.CHANNEL_OPEN_CONFIRMATION)
			.writeUint32(peer.id())
			.writeUint32(id)
			.writeUint32(ConnectionConfig.WINDOW)
			.writeUint32(ConnectionConfig.MAX_DATA));
		// Seen by others from here on, so that nothing they send precedes the answer
		this.channels.put(id, channel);
		this.events.opened(channel);
	}

	private OpenResult admit(String kind, int id) {
		if (this.refusesChannels || this.sessions.get() >= this.config.maxSessions()) {
			return OpenResult.RESOURCE_SHORTAGE;
		}
		return this.handler.checkChannelRequest(kind, id);
	}

	private static Channel.Peer readPeer(WireReader packet) throws DisconnectException {
		Channel.Peer peer = new Channel.Peer(packet.readUint32(), packet.readUint32(), packet.readUint32());
		if (peer.maxData() == 0) {
			throw DisconnectException.protocolError("a channel whose packets hold nothing");
		}
		return peer;
	}

	// Channels that we open

	/**
	 * Opens a channel and waits for the peer's answer.
	 * @param kind such as {@code session}
	 * @param fields writes the fields of that kind
	 * @return an open channel
	 * @throws ChannelOpenException if the peer refuses
	 * @throws IOException if the connection ended
	 */
	public Channel openChannel(String kind, Payload fields) throws IOException {
		int id = this.nextId.getAndIncrement();
		PendingOpen open = new PendingOpen(kind, id, new PendingReply<>());
		this.pendingOpens.put(id, open);
		try {
			this.transport.writeIf(() -> true, (out) -> {
				out.writeByte(MessageNumber.CHANNEL_OPEN).writeText(kind).writeUint32(id);
				out.writeUint32(ConnectionConfig.WINDOW).writeUint32(ConnectionConfig.MAX_DATA);
				fields.writeTo(out);
			}, false);
			if (this.over) {
				open.reply.fail(new SshException("the connection has ended", this.transport.closeCause()));
			}
			return open.reply.await();
		}
		finally {
			this.pendingOpens.remove(id);
		}
	}

	private void opened(WireReader packet) throws DisconnectException {
		PendingOpen open = pendingOpen(packet);
		Channel.Peer peer = readPeer(packet);
		Channel channel = new Channel(this, open.kind, open.id, peer, true);
		this.sessions.incrementAndGet();
		this.channels.put(open.id, channel);
		open.reply.complete(channel);
		this.events.opened(channel);
	}

	private void openFailed(WireReader packet) throws DisconnectException {
		PendingOpen open = pendingOpen(packet);
		long reason = packet.readUint32();
		String description = PacketTransport.sanitise(packet.readText());
		packet.readText(); // language
		packet.expectEnd();
		open.reply.fail(new ChannelOpenException(reason, "the peer refused a channel: " + description));
	}

	private PendingOpen pendingOpen(WireReader packet) throws DisconnectException {
		PendingOpen open = this.pendingOpens.remove(packet.readInt());
		if (open == null) {
			throw DisconnectException.protocolError("an answer to a channel that we did not open");
		}
		return open;
	}

	// Global requests

	private void globalRequest(WireReader packet) throws DisconnectException {
		String name = packet.readText();
		boolean wantReply = packet.readBoolean();
		if (name.equals("no-more-sessions@openssh.com")) {
			packet.expectEnd();
			this.noMoreSessions = true;
		}
		boolean granted = this.handler.checkGlobalRequest(name, packet);
		if (wantReply) {
			this.transport
				.post(WireWriter.message(granted ? MessageNumber.REQUEST_SUCCESS : MessageNumber.REQUEST_FAILURE));
		}
	}

	/**
	 * Sends a global request and waits for the answer (RFC 4254 §4).
	 * @param name the request's name
	 * @param fields writes the request's own fields
	 * @return whether the peer did it
	 * @throws IOException if the connection ended
	 */
	public boolean globalRequest(String name, Payload fields) throws IOException {
		return this.globalRequests.ask(() -> this.transport.writeIf(() -> true, (out) -> {
			out.writeByte(MessageNumber.GLOBAL_REQUEST).writeText(name).writeBoolean(true);
			fields.writeTo(out);
		}, false));
	}

	/**
	 * Counts an answer that nobody waits for. A few are harmless, say after a time-out; a
	 * flood is an attack.
	 */
	private void expectAsked(boolean asked) throws DisconnectException {
		if (!asked && ++this.strayReplies > ConnectionConfig.MAX_STRAY_REPLIES) {
			throw DisconnectException.protocolError("too many answers without a question");
		}
	}

	// The life of channels

	/**
	 * Refuses channels from now on; those that are open go on.
	 */
	public void refuseChannels() {
		this.refusesChannels = true;
	}

	/**
	 * Returns the channels that are open or whose task still runs.
	 * @return their number
	 */
	public int sessions() {
		return this.sessions.get();
	}

	public List<Channel> channels() {
		return new ArrayList<>(this.channels.values());
	}

	void start(RunningTask task) {
		this.config.taskThreads().newThread(task).start();
	}

	void remove(Channel channel) {
		if (this.channels.remove(channel.id(), channel)) {
			channel.removed();
		}
	}

	void ended(Channel channel) {
		this.sessions.decrementAndGet();
		this.events.closed(channel);
	}

	PacketTransport transport() {
		return this.transport;
	}

	/**
	 * A channel that we asked for.
	 */
	private record PendingOpen(String kind, int id, PendingReply<Channel> reply) {

	}

}
