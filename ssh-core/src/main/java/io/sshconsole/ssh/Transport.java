package io.sshconsole.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelOpenException;
import io.sshconsole.ssh.connection.Connection;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.Payload;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;

/**
 * One client's connection to a server (paramiko's {@code Transport}): what is known about
 * it and what may be asked of it, by any thread.
 */
public final class Transport {

	private final PacketTransport packets;

	private final InetSocketAddress remoteAddress;

	private final Instant connectedAt = Instant.now();

	private final String id;

	private final TransportLife life;

	Transport(SshServer server, Socket socket, SourceAddress source, String id) throws IOException {
		this.id = id;
		this.remoteAddress = (InetSocketAddress) socket.getRemoteSocketAddress();
		this.packets = PacketTransport.server(socket.getInputStream(), socket.getOutputStream(), socket,
				server.config(), server.signers());
		this.life = new TransportLife(server, this, socket, source, this.packets);
	}

	/**
	 * Serves the connection from its first byte to its last.
	 */
	void serve() {
		this.life.serve();
	}

	/**
	 * Looks for what has taken too long. Called by the watchdog.
	 */
	void check(long now) {
		this.life.check(now);
	}

	/**
	 * Ends the connection, telling the peer why. Returns at once.
	 * @param reason what the peer is told
	 */
	void disconnect(DisconnectException reason) {
		this.life.disconnect(reason);
	}

	/**
	 * Ends the connection and all its channels. Returns at once.
	 */
	public void close() {
		close("closed by the server");
	}

	/**
	 * Ends the connection and all its channels. Returns at once.
	 * @param reason what the client shows to its user
	 */
	public void close(String reason) {
		disconnect(new DisconnectException(Reason.BY_APPLICATION, reason));
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
	 * Returns how much has come in.
	 * @return bytes of packets as they were on the wire; still there behind the end
	 */
	public long bytesReceived() {
		return this.packets.bytesReceived();
	}

	/**
	 * Returns how much was sent.
	 * @return bytes of packets as they were on the wire; still there behind the end
	 */
	public long bytesSent() {
		return this.packets.bytesSent();
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
		return this.life.username();
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
		return this.life.connection().map(Connection::sessions).orElse(0);
	}

	public List<Channel> channels() {
		return this.life.connection().map(Connection::channels).orElse(List.of());
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
		return this.life.connection().orElseThrow(() -> new IllegalStateException("Nobody is logged in yet"));
	}

	/**
	 * Returns who decides for this connection.
	 * @return empty until the keys are exchanged
	 */
	public Optional<ServerInterface> serverInterface() {
		return this.life.serverInterface();
	}

	void refuseChannels() {
		this.life.connection().ifPresent(Connection::refuseChannels);
	}

	@Override
	public String toString() {
		return this.id + " " + username().orElse("?") + "@" + this.remoteAddress;
	}

}
