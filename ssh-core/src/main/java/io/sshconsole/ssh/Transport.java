package io.sshconsole.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sshconsole.ssh.SourcePenalties.Outcome;
import io.sshconsole.ssh.auth.AuthEvents;
import io.sshconsole.ssh.auth.ServerAuthentication;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelOpenException;
import io.sshconsole.ssh.connection.Connection;
import io.sshconsole.ssh.connection.ConnectionConfig;
import io.sshconsole.ssh.connection.ConnectionEvents;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection to a server (paramiko's {@code Transport}). {@link #serve} is
 * its whole life, top to bottom on one thread.
 */
public final class Transport {

	private static final Logger logger = LoggerFactory.getLogger(Transport.class);

	/**
	 * How long the last words of a connection may take before its socket is closed over
	 * them.
	 */
	private static final Duration LAST_WORDS = Duration.ofSeconds(2);

	/**
	 * How much and how long is still read after our DISCONNECT. Closing a socket with
	 * unread bytes resets the connection, and the peer might never see the reason.
	 */
	private static final int MAX_LINGER_BYTES = 256 * 1024;

	private static final int LINGER_MILLIS = 500;

	private final SshServer server;

	private final Socket socket;

	private final PacketTransport packets;

	private final InetSocketAddress remoteAddress;

	private final SourceAddress source;

	/**
	 * Whether the connection still counts as starting up.
	 */
	private final AtomicBoolean starting = new AtomicBoolean(true);

	private volatile Outcome outcome = Outcome.NO_AUTHENTICATION;

	private final Instant connectedAt = Instant.now();

	private final String id;

	private volatile @Nullable ServerInterface serverInterface;

	private volatile @Nullable Connection connection;

	private volatile @Nullable String username;

	private final KeepAlive keepAlive;

	Transport(SshServer server, Socket socket, SourceAddress source, String id) throws IOException {
		this.server = server;
		this.socket = socket;
		this.source = source;
		this.id = id;
		this.keepAlive = new KeepAlive(server.limits().keepAliveInterval(), server.limits().keepAliveMaxMissed(),
				System.nanoTime());
		this.remoteAddress = (InetSocketAddress) socket.getRemoteSocketAddress();
		this.packets = PacketTransport.server(socket.getInputStream(), socket.getOutputStream(), socket,
				server.config(), server.signers());
		this.packets.onKeysExchanged(this::acknowledge);
	}

	/**
	 * Acknowledges the client's NEWKEYS at once. We have nothing to send then, so the
	 * system would wait up to 40 ms for an answer to carry the acknowledgement, and the
	 * client's next packet would wait with it (Nagle's algorithm): once for each log-in
	 * and once for each re-key.
	 */
	private void acknowledge() {
		try {
			if (this.socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
				this.socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
			}
		}
		catch (IOException ex) {
			logger.trace("{} was not acknowledged at once: {}", this, ex.getMessage());
		}
	}

	/**
	 * Serves the connection from its first byte to its last.
	 */
	void serve() {
		Throwable cause = null;
		Future<?> grace = this.server.watchdog().schedule(this.server.limits().loginGraceTime(), this::graceExceeded);
		try {
			this.server.listener().connected(this);
			this.packets.start();
			ServerInterface handler = this.server.serverInterface(this);
			this.serverInterface = handler;
			KeyPermissions permissions = authenticate(handler);
			grace.cancel(false);
			converse(handler, permissions);
		}
		catch (DisconnectException ex) {
			cause = ex.isByPeer() || isLost(ex) ? null : ex;
			logger.debug("{} ended: {}", this, ex.getMessage());
			sayWhy(ex);
		}
		catch (IOException ex) {
			logger.debug("{} was lost: {}", this, ex.getMessage());
		}
		catch (RuntimeException | LinkageError | AssertionError ex) {
			cause = ex;
			logger.error("{} failed", this, ex);
			sayWhy(new DisconnectException(Reason.BY_APPLICATION, "internal error"));
		}
		finally {
			grace.cancel(false);
			end(cause);
		}
	}

	private KeyPermissions authenticate(ServerInterface handler) throws IOException {
		ServerAuthentication authentication = new ServerAuthentication(this.packets, handler, new Authentication(),
				this.server.limits().authentication(), this.server.methodChains(),
				this.server.config().algorithms().publicKeys(), this::admits);
		authentication.run();
		return authentication.permissions();
	}

	private boolean admits(KeyPermissions permissions) {
		Optional<String> refusal = permissions.refusal(this.remoteAddress.getAddress(), Instant.now());
		refusal.ifPresent((reason) -> logger.info("{}: the key is not accepted, {}", this, reason));
		return refusal.isEmpty();
	}

	/**
	 * Lets the user in. The {@link Connection} is made here and nowhere else, so channel
	 * messages have nothing to reach before.
	 */
	private void converse(ServerInterface handler, KeyPermissions permissions) throws IOException {
		ConnectionConfig config = new ConnectionConfig(this.server.limits().connection(), this.server.threadFactory(),
				this.server.flusher());
		this.packets.share(config.flusher());
		HostKeyRotation hostKeys = new HostKeyRotation(this.packets, this.server.signers());
		ServerServices services = new ServerServices(this, this.server.subsystems(), this.server.forwarder(this),
				hostKeys);
		Connection connection = new Connection(this.packets, new PermittedRequests(handler, permissions), services,
				config, new Channels());
		this.connection = connection;
		if (this.server.refusesChannels()) {
			connection.refuseChannels();
		}
		logger.debug("{} authenticated", this);
		hostKeys.announce();
		connection.run();
	}

	private void sayWhy(DisconnectException ex) {
		if (!ex.isByPeer() && !isLost(ex)) {
			lastWords(ex);
			linger();
		}
	}

	/**
	 * Sends the reason. A write that is stuck, because the peer does not read, is freed
	 * by closing the socket.
	 */
	private void lastWords(DisconnectException reason) {
		Future<?> deadline = this.server.watchdog().schedule(LAST_WORDS, () -> this.packets.close(reason));
		this.packets.sendDisconnect(reason, LAST_WORDS.toMillis());
		deadline.cancel(false);
	}

	private void linger() {
		try {
			this.socket.shutdownOutput();
			this.socket.setSoTimeout(LINGER_MILLIS);
			InputStream in = this.socket.getInputStream();
			byte[] ignored = new byte[8192];
			long end = System.nanoTime() + Duration.ofMillis(LINGER_MILLIS).toNanos();
			int total = 0;
			while (total < MAX_LINGER_BYTES && System.nanoTime() < end) {
				int count = in.read(ignored);
				if (count < 0) {
					return;
				}
				total += count;
			}
		}
		catch (IOException ex) {
			logger.trace("{} did not wait for our last words: {}", this, ex.getMessage());
		}
	}

	private void end(@Nullable Throwable cause) {
		this.packets.close((cause != null) ? cause : new DisconnectException(Reason.CONNECTION_LOST, "closed"));
		this.packets.release();
		Connection connection = this.connection;
		if (connection != null) {
			connection.end();
		}
		leftStartup(this.outcome);
		this.server.ended(this);
		this.server.listener().closed(this, cause);
	}

	private void leftStartup(Outcome outcome) {
		if (this.starting.compareAndSet(true, false)) {
			this.server.admission().left(this.source, outcome);
		}
	}

	private static boolean isLost(DisconnectException ex) {
		return ex.reasonCode() == Reason.CONNECTION_LOST.code();
	}

	/**
	 * Closes the socket over a peer that did not log in. No message: there may be no keys
	 * yet.
	 */
	private void graceExceeded() {
		logger.debug("{}: login grace time exceeded", this);
		this.outcome = Outcome.GRACE_EXCEEDED;
		this.packets.close(new DisconnectException(Reason.BY_APPLICATION, "login grace time exceeded"));
	}

	/**
	 * Looks for what has taken too long. Called by the watchdog.
	 */
	void check(long now) {
		Connection connection = this.connection;
		if (connection == null) {
			return;
		}
		if (this.packets.isKeyExchangeOverdue(now)) {
			disconnect(new DisconnectException(Reason.KEY_EXCHANGE_FAILED, "the key exchange took too long"));
		}
		IdleLimits limits = this.server.limits().idle();
		if (limits.isSilent(connection, now)) {
			disconnect(new DisconnectException(Reason.BY_APPLICATION, "idle for too long"));
		}
		if (limits.isUnused(connection, now)) {
			disconnect(new DisconnectException(Reason.BY_APPLICATION, "unused for too long"));
		}
		limits.idle(connection, now).forEach((channel) -> this.server.flusher().execute(() -> closeIdle(channel)));
		switch (this.keepAlive.next(this.packets.bytesReceived(), now)) {
			case ASK -> this.server.flusher().execute(() -> ask(connection));
			case GIVE_UP -> disconnect(new DisconnectException(Reason.CONNECTION_LOST, "no sign of life for too long"));
			case NOTHING -> {
			}
		}
	}

	private void closeIdle(Channel channel) {
		try {
			logger.debug("{}: {} was idle for too long", this, channel);
			channel.close();
		}
		catch (IOException ex) {
			logger.trace("{} is gone already: {}", this, ex.getMessage());
		}
	}

	private void ask(Connection connection) {
		try {
			connection.keepAlive();
		}
		catch (IOException ex) {
			logger.trace("{} is gone already: {}", this, ex.getMessage());
		}
	}

	/**
	 * Ends the connection, telling the peer why. Returns at once.
	 * @param reason what the peer is told
	 */
	void disconnect(DisconnectException reason) {
		this.server.flusher().execute(() -> {
			if (this.connection != null) {
				lastWords(reason);
			}
			this.packets.close(reason);
		});
	}

	/**
	 * Ends the connection and all its channels. Returns at once.
	 */
	public void close() {
		disconnect(new DisconnectException(Reason.BY_APPLICATION, "closed by the server"));
	}

	/**
	 * Returns a name for this connection in logs.
	 * @return a short text that is unique within the server's life
	 */
	public String id() {
		return this.id;
	}

	public InetSocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	public Instant connectedAt() {
		return this.connectedAt;
	}

	/**
	 * Returns the identification of the peer's software (RFC 4253 §4.2).
	 * @return printable text; empty until it is known
	 */
	public String clientVersion() {
		return this.packets.peerVersion();
	}

	/**
	 * Returns who is logged in.
	 * @return empty until authentication has succeeded
	 */
	public Optional<String> username() {
		return Optional.ofNullable(this.username);
	}

	/**
	 * Returns the hash that names this connection in signatures (RFC 4253 §7.2).
	 * @return hexadecimal digits
	 * @throws IllegalStateException before the first key exchange
	 */
	public String sessionId() {
		return HexFormat.of().formatHex(this.packets.sessionId());
	}

	/**
	 * Returns how many channels are open or still have a task running.
	 * @return their number
	 */
	public int sessions() {
		Connection connection = this.connection;
		return (connection != null) ? connection.sessions() : 0;
	}

	public List<Channel> channels() {
		Connection connection = this.connection;
		return (connection != null) ? connection.channels() : List.of();
	}

	// What both sides ask

	/**
	 * Opens a channel to the client and waits for its answer (RFC 4254 §5.1).
	 * @param kind the channel's type; clients refuse what they have not asked for
	 * @param fields writes the fields of that type
	 * @return an open channel
	 * @throws ChannelOpenException if the client refuses
	 * @throws IOException if the connection ended
	 * @throws IllegalStateException if nobody is logged in, or on the connection's own
	 * thread, which must not wait
	 */
	public Channel openChannel(String kind, Payload fields) throws IOException {
		return connection().openChannel(kind, fields);
	}

	/**
	 * Opens a channel to the client's display (RFC 4254 §6.3.2).
	 * @param origin the window's program
	 * @return an open channel
	 * @throws IOException if the client refuses or the connection ended
	 * @throws IllegalStateException if no request for X11 was granted
	 */
	public Channel openX11Channel(InetSocketAddress origin) throws IOException {
		return connection().openX11Channel(origin);
	}

	/**
	 * Opens a channel to the client's agent, which speaks the agent protocol.
	 * @return an open channel
	 * @throws IOException if the client refuses or the connection ended
	 * @throws IllegalStateException if no request for agent forwarding was granted
	 */
	public Channel openForwardAgentChannel() throws IOException {
		return connection().openForwardAgentChannel();
	}

	/**
	 * Opens a channel for a connection to a port that the client has asked us to listen
	 * on (RFC 4254 §7.2). Needed only by those who listen themselves.
	 * @param listened where it came in, with the address as the client asked for it
	 * @param origin where it comes from
	 * @return an open channel
	 * @throws IOException if the client refuses or the connection ended
	 */
	public Channel openForwardedTcpipChannel(InetSocketAddress listened, InetSocketAddress origin) throws IOException {
		return connection().openForwardedTcpipChannel(listened, origin);
	}

	/**
	 * Opens a channel for a connection to a socket path that the client has asked us to
	 * listen on (OpenSSH PROTOCOL 2.4).
	 * @param path where it came in, as the client asked for it
	 * @return an open channel
	 * @throws IOException if the client refuses or the connection ended
	 */
	public Channel openForwardedStreamlocalChannel(String path) throws IOException {
		return connection().openForwardedStreamlocalChannel(path);
	}

	/**
	 * Waits for a channel that the client opens. For programs that rather ask than be
	 * called; {@link ServerInterface#checkChannelRequest} decides here, too.
	 * @param timeout how long to wait
	 * @return a channel that was not accepted before; empty if none came
	 * @throws InterruptedException if interrupted while waiting
	 */
	public Optional<Channel> accept(Duration timeout) throws InterruptedException {
		return connection().accept(timeout);
	}

	/**
	 * Asks the client something about the connection and waits for the answer (RFC 4254
	 * §4).
	 * @param name the request's name
	 * @param fields writes the request's own fields
	 * @return the answer
	 * @throws IOException if the connection ended
	 */
	public GlobalReply globalRequest(String name, Payload fields) throws IOException {
		return connection().globalRequest(name, fields);
	}

	/**
	 * Tells the client something about the connection and wants no answer.
	 * @param name the request's name
	 * @param fields writes the request's own fields
	 * @throws IOException if the connection ended
	 */
	public void inform(String name, Payload fields) throws IOException {
		connection().inform(name, fields);
	}

	/**
	 * Sends bytes that mean nothing, so that a listener on the line learns less (RFC 4253
	 * §11.2).
	 * @param length how many
	 * @throws IOException if the connection ended
	 */
	public void sendIgnore(int length) throws IOException {
		connection().refuseReader();
		this.packets.sendIgnore(length);
	}

	/**
	 * Makes new keys now and waits until they are in use (paramiko's
	 * {@code renegotiate_keys}; RFC 4253 §9).
	 * @throws IOException if the connection ended
	 */
	public void rekey() throws IOException {
		connection().refuseReader();
		this.packets.rekey();
	}

	private Connection connection() {
		Connection connection = this.connection;
		if (connection == null) {
			throw new IllegalStateException("Nobody is logged in yet");
		}
		return connection;
	}

	/**
	 * Returns who decides for this connection.
	 * @return empty until the keys are exchanged
	 */
	public Optional<ServerInterface> serverInterface() {
		return Optional.ofNullable(this.serverInterface);
	}

	void refuseChannels() {
		Connection connection = this.connection;
		if (connection != null) {
			connection.refuseChannels();
		}
	}

	@Override
	public String toString() {
		return this.id + " " + username().orElse("?") + "@" + this.remoteAddress;
	}

	/**
	 * Passes the outcome of authentication on.
	 */
	private final class Authentication implements AuthEvents {

		@Override
		public void succeeded(String username, String method) {
			Transport.this.username = username;
			leftStartup(Outcome.AUTHENTICATED);
			Transport.this.server.listener().authenticated(Transport.this, method);
		}

		@Override
		public void failed(String username, String method) {
			Transport.this.outcome = Outcome.AUTHENTICATION_FAILED;
			Transport.this.server.listener().authenticationFailed(Transport.this, username, method);
		}

	}

	/**
	 * Passes the life of channels on.
	 */
	private final class Channels implements ConnectionEvents {

		@Override
		public void opened(Channel channel) {
			Transport.this.server.listener().channelOpened(Transport.this, channel);
		}

		@Override
		public void closed(Channel channel) {
			Transport.this.server.sessionEnded();
			Transport.this.server.listener().channelClosed(Transport.this, channel);
		}

	}

}
