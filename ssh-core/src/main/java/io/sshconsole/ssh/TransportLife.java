package io.sshconsole.ssh;

import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sshconsole.ssh.SourcePenalties.Outcome;
import io.sshconsole.ssh.auth.AuthEvents;
import io.sshconsole.ssh.auth.ServerAuthentication;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.Connection;
import io.sshconsole.ssh.connection.ConnectionConfig;
import io.sshconsole.ssh.connection.ConnectionEvents;
import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.transport.VirtualThreads;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one connection, top to bottom on one thread: keys, log-in, conversation,
 * end. How far it has come may be asked by any thread.
 */
final class TransportLife {

	private static final Logger logger = LoggerFactory.getLogger(TransportLife.class);

	private final SshServer server;

	private final Transport transport;

	private final Socket socket;

	private final SourceAddress source;

	private final PacketTransport packets;

	private final LastWords lastWords;

	private final TransportWatch watch;

	/**
	 * Whether the connection still counts as starting up.
	 */
	private final AtomicBoolean starting = new AtomicBoolean(true);

	private volatile Outcome outcome = Outcome.NO_AUTHENTICATION;

	private volatile @Nullable ServerInterface serverInterface;

	private volatile @Nullable Connection connection;

	private volatile @Nullable String username;

	TransportLife(SshServer server, Transport transport, Socket socket, SourceAddress source, PacketTransport packets) {
		this.server = server;
		this.transport = transport;
		this.socket = socket;
		this.source = source;
		this.packets = packets;
		this.lastWords = new LastWords(transport, server.watchdog(), socket, packets);
		this.watch = new TransportWatch(transport, packets, server.limits(), server.flusher());
		packets.onKeysExchanged(this::acknowledge);
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
			logger.trace("{} was not acknowledged at once: {}", this.transport, ex.getMessage());
		}
	}

	/**
	 * Serves the connection from its first byte to its last.
	 */
	void serve() {
		Throwable cause = null;
		Future<?> grace = this.server.watchdog().schedule(this.server.limits().loginGraceTime(), this::graceExceeded);
		try {
			this.server.listener().connected(this.transport);
			this.packets.start();
			ServerInterface handler = this.server.serverInterface(this.transport);
			this.serverInterface = handler;
			KeyPermissions permissions = authenticate(handler);
			grace.cancel(false);
			converse(handler, permissions);
		}
		catch (DisconnectException ex) {
			cause = ex.isByPeer() || isLost(ex) ? null : ex;
			logger.debug("{} ended: {}", this.transport, ex.getMessage());
			sayWhy(ex);
		}
		catch (IOException ex) {
			logger.debug("{} was lost: {}", this.transport, ex.getMessage());
		}
		catch (RuntimeException | LinkageError | AssertionError ex) {
			cause = ex;
			logger.error("{} failed", this.transport, ex);
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
		Optional<String> refusal = permissions.refusal(this.transport.remoteAddress().getAddress(), Instant.now());
		refusal.ifPresent((reason) -> logger.info("{}: the key is not accepted, {}", this.transport, reason));
		return refusal.isEmpty();
	}

	/**
	 * Lets the user in. The {@link Connection} is made here and nowhere else, so channel
	 * messages have nothing to reach before.
	 */
	private void converse(ServerInterface handler, KeyPermissions permissions) throws IOException {
		ConnectionConfig config = new ConnectionConfig(this.server.limits().connection(), this.server.tasks(),
				this.server.flusher());
		this.packets.share(config.flusher());
		HostKeyRotation hostKeys = new HostKeyRotation(this.packets, this.server.signers());
		ServerServices services = new ServerServices(this.transport, this.server.subsystems(),
				this.server.forwarder(this.transport), hostKeys);
		Connection connection = new Connection(this.packets, new PermittedRequests(handler, permissions), services,
				config, new Channels());
		this.connection = connection;
		if (this.server.refusesChannels()) {
			connection.refuseChannels();
		}
		logger.debug("{} authenticated", this.transport);
		hostKeys.announce();
		read(connection);
	}

	private void read(Connection connection) throws IOException {
		if (VirtualThreads.isCurrent()) {
			new ReaderThreads(this.socket, this.packets, connection, this.server.readers()).run();
		}
		else {
			connection.run();
		}
	}

	private void sayWhy(DisconnectException ex) {
		if (!ex.isByPeer() && !isLost(ex)) {
			this.lastWords.send(ex);
			this.lastWords.linger();
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
		this.server.listener().closed(this.transport, cause);
		// Last: a server that closes waits for it, and so for who hears of the end
		this.server.ended(this.transport);
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
		logger.debug("{}: login grace time exceeded", this.transport);
		this.outcome = Outcome.GRACE_EXCEEDED;
		this.packets.close(new DisconnectException(Reason.BY_APPLICATION, "login grace time exceeded"));
	}

	/**
	 * Looks for what has taken too long. Called by the watchdog.
	 */
	void check(long now) {
		Connection connection = this.connection;
		if (connection != null) {
			this.watch.check(connection, now);
		}
	}

	/**
	 * Ends the connection, telling the peer why. Returns at once.
	 * @param reason what the peer is told
	 */
	void disconnect(DisconnectException reason) {
		this.server.flusher().execute(() -> {
			if (this.connection != null) {
				this.lastWords.send(reason);
			}
			this.packets.close(reason);
		});
	}

	/**
	 * Returns who decides.
	 * @return empty until the keys are exchanged
	 */
	Optional<ServerInterface> serverInterface() {
		return Optional.ofNullable(this.serverInterface);
	}

	/**
	 * Returns the channels.
	 * @return empty until authentication has succeeded
	 */
	Optional<Connection> connection() {
		return Optional.ofNullable(this.connection);
	}

	/**
	 * Returns who is logged in.
	 * @return empty until authentication has succeeded
	 */
	Optional<String> username() {
		return Optional.ofNullable(this.username);
	}

	/**
	 * Passes the outcome of authentication on.
	 */
	private final class Authentication implements AuthEvents {

		@Override
		public void succeeded(String username, String method) {
			TransportLife.this.username = username;
			leftStartup(Outcome.AUTHENTICATED);
			TransportLife.this.server.listener().authenticated(TransportLife.this.transport, method);
		}

		@Override
		public void failed(String username, String method) {
			TransportLife.this.outcome = Outcome.AUTHENTICATION_FAILED;
			TransportLife.this.server.listener().authenticationFailed(TransportLife.this.transport, username, method);
		}

	}

	/**
	 * Passes the life of channels on.
	 */
	private final class Channels implements ConnectionEvents {

		@Override
		public void opened(Channel channel) {
			TransportLife.this.server.listener().channelOpened(TransportLife.this.transport, channel);
		}

		@Override
		public void closed(Channel channel) {
			TransportLife.this.server.listener().channelClosed(TransportLife.this.transport, channel);
		}

		@Override
		public void sessionFreed() {
			TransportLife.this.server.sessionEnded();
		}

	}

}
