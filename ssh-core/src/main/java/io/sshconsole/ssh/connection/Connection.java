package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one authenticated connection (RFC 4254): the reader loop, the channel
 * table, global requests. {@link #run} is the reader thread; it posts and never writes.
 * Nobody can send channel messages before authentication, because this object does not
 * exist before.
 */
public final class Connection {

	static final String SESSION = "session";

	static final String KEEP_ALIVE = "keepalive@openssh.com";

	private final PacketTransport transport;

	private final ConnectionServices services;

	private final ConnectionConfig config;

	private final ConnectionEvents events;

	private final ChannelRequests requests;

	private final GlobalRequests globalRequests;

	private final PeerOpens peerOpens;

	private final OwnOpens ownOpens = new OwnOpens(this);

	private final ForwardedOpens forwardedOpens = new ForwardedOpens(this);

	private final AcceptQueue accepted = new AcceptQueue();

	private final Map<Integer, Channel> channels = new ConcurrentHashMap<>();

	/**
	 * Channels whose peer is not answered yet, because a connection is being made.
	 */
	private final Set<Channel> preparing = ConcurrentHashMap.newKeySet();

	private final AtomicInteger nextId = new AtomicInteger();

	private final PeerPlaces places;

	/**
	 * Channels with data for a thread that waits. Reader thread only.
	 */
	private final List<ChannelFlow> toWake = new ArrayList<>();

	private int strayReplies;

	private volatile long lastActivity = System.nanoTime();

	private volatile @Nullable Thread reader;

	private volatile boolean over;

	/**
	 * Makes a connection without services.
	 * @param transport the pipe, behind authentication
	 * @param handler decides what the peer may do
	 * @param config limits and threads
	 * @param events hears of channels
	 */
	public Connection(PacketTransport transport, ConnectionHandler handler, ConnectionConfig config,
			ConnectionEvents events) {
		this(transport, handler, ConnectionServices.NONE, config, events);
	}

	/**
	 * Makes a connection.
	 * @param transport the pipe, behind authentication
	 * @param handler decides what the peer may do
	 * @param services what stands behind those decisions
	 * @param config limits and threads
	 * @param events hears of channels
	 */
	public Connection(PacketTransport transport, ConnectionHandler handler, ConnectionServices services,
			ConnectionConfig config, ConnectionEvents events) {
		this.transport = transport;
		this.services = services;
		this.config = config;
		this.events = events;
		this.places = new PeerPlaces(config.limits());
		this.requests = new ChannelRequests(handler, config.limits());
		this.globalRequests = new GlobalRequests(transport, handler, services);
		this.peerOpens = new PeerOpens(this, this.places, handler, services, this.globalRequests);
		transport.beforeWaiting(this::wakeReaders);
	}

	/**
	 * Reads until the connection ends.
	 * @throws IOException why it ended
	 */
	public void run() throws IOException {
		runWhile(() -> true);
	}

	/**
	 * Reads until the connection ends, or until this thread shall no longer do it; then
	 * another one may call this again.
	 * @param turn whether this thread goes on
	 * @throws IOException why the connection ended
	 */
	public void runWhile(ReaderTurn turn) throws IOException {
		this.reader = Thread.currentThread();
		try {
			while (turn.goesOn()) {
				dispatch(this.transport.read());
			}
		}
		catch (Throwable ex) {
			this.over = true;
			throw ex;
		}
		finally {
			this.reader = null;
		}
	}

	/**
	 * Ends all channels and whoever waits for the peer. To be called when the transport
	 * is closed.
	 */
	public void end() {
		this.over = true;
		SshException cause = endedCause();
		this.services.forwarder().ifPresent(Forwarder::close);
		this.preparing.forEach(Channel::connectionEnded);
		this.channels.values().forEach(Channel::connectionEnded);
		this.ownOpens.end(cause);
		this.globalRequests.end(cause);
		this.accepted.end();
	}

	SshException endedCause() {
		return new SshException("the connection has ended", this.transport.closeCause());
	}

	boolean isOver() {
		return this.over;
	}

	private void dispatch(WireReader packet) throws IOException {
		int number = packet.readByte();
		if (number >= MessageNumber.CHANNEL_OPEN) {
			active();
		}
		if (number != MessageNumber.CHANNEL_DATA && number != MessageNumber.CHANNEL_EXTENDED_DATA) {
			// Other messages may take their time
			wakeReaders();
		}
		switch (number) {
			case MessageNumber.CHANNEL_DATA -> data(packet, false);
			case MessageNumber.CHANNEL_EXTENDED_DATA -> data(packet, true);
			case MessageNumber.CHANNEL_WINDOW_ADJUST -> windowAdjust(packet);
			case MessageNumber.CHANNEL_EOF -> ended(packet).eofReceived();
			case MessageNumber.CHANNEL_CLOSE -> ended(packet).closeReceived();
			case MessageNumber.CHANNEL_REQUEST -> this.requests.serve(channel(packet), packet);
			case MessageNumber.CHANNEL_SUCCESS -> expectAsked(ended(packet).replyReceived(true));
			case MessageNumber.CHANNEL_FAILURE -> expectAsked(ended(packet).replyReceived(false));
			case MessageNumber.CHANNEL_OPEN -> this.peerOpens.serve(packet);
			case MessageNumber.CHANNEL_OPEN_CONFIRMATION -> this.ownOpens.confirmed(packet);
			case MessageNumber.CHANNEL_OPEN_FAILURE -> this.ownOpens.refused(packet);
			case MessageNumber.GLOBAL_REQUEST -> this.globalRequests.serve(packet);
			case MessageNumber.REQUEST_SUCCESS -> expectAsked(this.globalRequests.answered(true, packet));
			case MessageNumber.REQUEST_FAILURE -> expectAsked(this.globalRequests.answered(false, packet));
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

	/**
	 * Remembers to wake whoever waits for a channel's data, when all that has arrived is
	 * taken.
	 */
	void wakeSoon(ChannelFlow flow) {
		this.toWake.add(flow);
	}

	private void wakeReaders() {
		if (!this.toWake.isEmpty()) {
			this.toWake.forEach(ChannelFlow::wakeReaders);
			this.toWake.clear();
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
		channel.heard(this.lastActivity);
		return channel;
	}

	// What both sides ask

	/**
	 * Opens a channel and waits for the peer's answer.
	 * @param kind such as {@code session}
	 * @param fields writes the fields of that kind
	 * @return an open channel
	 * @throws ChannelOpenException if the peer refuses
	 * @throws IOException if the connection ended
	 */
	public Channel openChannel(String kind, Payload fields) throws IOException {
		refuseReader();
		return this.ownOpens.open(kind, fields);
	}

	/**
	 * Opens a channel to the display of a peer that has offered it (RFC 4254 §6.3.2).
	 * @param origin the window's client
	 * @return an open channel
	 * @throws IOException if the peer refuses or the connection ended
	 * @throws IllegalStateException if no request for X11 was granted
	 */
	public Channel openX11Channel(InetSocketAddress origin) throws IOException {
		return this.forwardedOpens.openX11(origin);
	}

	/**
	 * Opens a channel to the agent of a peer that has offered it.
	 * @return an open channel
	 * @throws IOException if the peer refuses or the connection ended
	 * @throws IllegalStateException if no request for agent forwarding was granted
	 */
	public Channel openForwardAgentChannel() throws IOException {
		return this.forwardedOpens.openAgent();
	}

	/**
	 * Opens a channel for a connection that came in on a port which the peer lets us
	 * listen on (RFC 4254 §7.2).
	 * @param listened where it came in, with the address as the peer asked for it
	 * @param origin where it comes from
	 * @return an open channel
	 * @throws IOException if the peer refuses or the connection ended
	 */
	public Channel openForwardedTcpipChannel(InetSocketAddress listened, InetSocketAddress origin) throws IOException {
		return this.forwardedOpens.openTcpip(listened, origin);
	}

	/**
	 * Opens a channel for a connection that came in on a socket path (OpenSSH PROTOCOL
	 * 2.4).
	 * @param path where it came in, as the peer asked for it
	 * @return an open channel
	 * @throws IOException if the peer refuses or the connection ended
	 */
	public Channel openForwardedStreamlocalChannel(String path) throws IOException {
		return this.forwardedOpens.openStreamlocal(path);
	}

	/**
	 * Waits for a channel that the peer opens. Channels that lead to other connections do
	 * not come this way.
	 * @param timeout how long to wait
	 * @return a channel that was not accepted before; empty if none came
	 * @throws InterruptedException if interrupted while waiting
	 */
	public Optional<Channel> accept(Duration timeout) throws InterruptedException {
		refuseReader();
		return this.accepted.take(timeout);
	}

	/**
	 * Sends a global request and waits for the answer (RFC 4254 §4).
	 * @param name the request's name
	 * @param fields writes the request's own fields
	 * @return the answer
	 * @throws IOException if the connection ended
	 */
	public GlobalReply globalRequest(String name, Payload fields) throws IOException {
		refuseReader();
		return this.globalRequests.ask(name, fields);
	}

	/**
	 * Sends a global request that wants no answer.
	 * @param name the request's name
	 * @param fields writes the request's own fields
	 * @throws IOException if the connection ended
	 */
	public void inform(String name, Payload fields) throws IOException {
		refuseReader();
		this.globalRequests.inform(name, fields);
	}

	/**
	 * Asks whether the peer is there. Nobody waits: any message that comes is an answer.
	 * @throws IOException if the connection ended
	 */
	public void keepAlive() throws IOException {
		refuseReader();
		this.globalRequests.askForAnything(KEEP_ALIVE);
	}

	/**
	 * Keeps callbacks from waiting for what only their own thread can bring.
	 * @throws IllegalStateException on the thread that reads
	 */
	public void refuseReader() {
		if (Thread.currentThread() == this.reader) {
			throw new IllegalStateException("The thread that reads from the peer must not wait for the peer");
		}
	}

	/**
	 * Counts an answer that nobody waits for. A few are harmless, say after a time-out; a
	 * flood is an attack.
	 */
	private void expectAsked(boolean asked) throws DisconnectException {
		if (!asked && ++this.strayReplies > this.config.limits().maxStrayReplies()) {
			throw DisconnectException.protocolError("too many answers without a question");
		}
	}

	// The life of channels

	int newId() {
		return this.nextId.getAndIncrement();
	}

	/**
	 * Keeps a channel in mind that cannot be answered yet.
	 */
	void prepare(Channel channel) {
		this.preparing.add(channel);
	}

	/**
	 * Shows a channel to the reader and to others.
	 * @return whether the connection has not ended
	 */
	boolean publish(Channel channel) {
		this.channels.put(channel.id(), channel);
		this.preparing.remove(channel);
		return !this.over;
	}

	/**
	 * Tells that a channel is open.
	 */
	void opened(Channel channel) {
		channel.markOpened();
		if (channel.origin() == Channel.Origin.PEER) {
			this.accepted.add(channel);
		}
		this.events.opened(channel);
	}

	void start(RunningTask task) {
		this.config.tasks().execute(task);
	}

	void remove(Channel channel) {
		boolean wasPreparing = this.preparing.remove(channel);
		if (this.channels.remove(channel.id(), channel) || wasPreparing) {
			channel.removed();
		}
	}

	/**
	 * Tells of the end before the place is free: who waits for free places goes on then,
	 * and may take away what those need who hear of the end.
	 */
	void ended(Channel channel) {
		if (channel.origin() == Channel.Origin.PEER) {
			this.accepted.remove(channel);
		}
		try {
			if (channel.wasOpened()) {
				this.events.closed(channel);
			}
		}
		finally {
			switch (channel.origin()) {
				case PEER -> freeSession();
				case TUNNEL -> this.places.freeTunnel();
				case OURS -> {
				}
			}
		}
	}

	void freeSession() {
		this.places.freeSession();
		this.events.sessionFreed();
	}

	/**
	 * Refuses channels from now on; those that are open go on.
	 */
	public void refuseChannels() {
		this.places.close();
	}

	/**
	 * Returns how many channels of the peer are open or still have a task running,
	 * without those that lead to other connections.
	 * @return their number
	 */
	public int sessions() {
		return this.places.sessions();
	}

	public List<Channel> channels() {
		return new ArrayList<>(this.channels.values());
	}

	/**
	 * Tells whether there is no channel, and no task of one that is closed.
	 * @return whether the connection is there for nothing
	 */
	public boolean isUnused() {
		return this.channels.isEmpty() && this.places.areAllFree();
	}

	/**
	 * Returns when something happened on a channel, as {@link System#nanoTime} gives it.
	 * Global requests and their answers do not count: they keep a connection alive, but
	 * they do not use it.
	 * @return the time of the last message about a channel
	 */
	public long lastActivity() {
		return this.lastActivity;
	}

	ForwardedOpens forwardedOpens() {
		return this.forwardedOpens;
	}

	void active() {
		this.lastActivity = System.nanoTime();
	}

	Optional<ChannelTask> subsystem(String name) {
		return this.services.subsystem(name);
	}

	PacketTransport transport() {
		return this.transport;
	}

}
