package io.sshconsole.ssh.connection;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * The questions that a peer's requests ask. A method that is not overridden refuses. All
 * methods run on the connection's reader thread and must not block: they hold up every
 * channel of the connection.
 */
public interface ConnectionHandler {

	/**
	 * Asks whether the peer may open a channel (RFC 4254 §5.1). Asked only after
	 * authentication, and only within the limits of the server. Channels that lead to
	 * other connections have questions of their own.
	 * @param kind such as {@code session}
	 * @param channelId our number for the channel
	 * @return {@link OpenResult#ADMINISTRATIVELY_PROHIBITED} unless overridden
	 */
	default OpenResult checkChannelRequest(String kind, int channelId) {
		return OpenResult.ADMINISTRATIVELY_PROHIBITED;
	}

	/**
	 * Asks whether the peer may reach a host and port from here (RFC 4254 §7.2). If so,
	 * the server's {@link Forwarder} connects. Compare names and ports, and look nothing
	 * up.
	 * @param channelId our number for the channel
	 * @param origin who connects, as the peer tells it; unresolved
	 * @param destination where to; unresolved
	 * @return {@link OpenResult#ADMINISTRATIVELY_PROHIBITED} unless overridden
	 */
	default OpenResult checkChannelDirectTcpipRequest(int channelId, InetSocketAddress origin,
			InetSocketAddress destination) {
		return OpenResult.ADMINISTRATIVELY_PROHIBITED;
	}

	/**
	 * Asks whether the peer may reach a socket in the file system (OpenSSH PROTOCOL 2.4).
	 * If so, the server's {@link Forwarder} connects.
	 * @param channelId our number for the channel
	 * @param path where to; absolute
	 * @return {@link OpenResult#ADMINISTRATIVELY_PROHIBITED} unless overridden
	 */
	default OpenResult checkChannelDirectStreamlocalRequest(int channelId, Path path) {
		return OpenResult.ADMINISTRATIVELY_PROHIBITED;
	}

	/**
	 * Asks whether a channel gets a terminal (RFC 4254 §6.2). An accepted request is kept
	 * as {@link Channel#pty()}.
	 * @param channel the session
	 * @param pty the terminal's type, size and modes
	 * @return {@code false} unless overridden
	 */
	default boolean checkChannelPtyRequest(Channel channel, PtyRequest pty) {
		return false;
	}

	/**
	 * Tells that the window of an accepted terminal has a new size (RFC 4254 §6.7). An
	 * accepted size is passed on to the channel's listener.
	 * @param channel the session
	 * @param size the new size
	 * @return {@code false} unless overridden
	 */
	default boolean checkChannelWindowChangeRequest(Channel channel, WindowSize size) {
		return false;
	}

	/**
	 * Asks whether the peer may set an environment variable (RFC 4254 §6.4). Accept by
	 * name from a list: some names change what programs do. An accepted variable is kept
	 * in {@link Channel#environment()}.
	 * @param channel the session
	 * @param name the variable
	 * @param value its value
	 * @return {@code false} unless overridden
	 */
	default boolean checkChannelEnvRequest(Channel channel, String name, String value) {
		return false;
	}

	/**
	 * Asks whether what runs on a channel may use the peer's display (RFC 4254 §6.3). An
	 * accepted request is kept as {@link Channel#x11()}, and channels to the display may
	 * be opened.
	 * @param channel the session
	 * @param request how to get at the display
	 * @return {@code false} unless overridden
	 */
	default boolean checkChannelX11Request(Channel channel, X11Request request) {
		return false;
	}

	/**
	 * Asks whether what runs on a channel may use the peer's agent, which signs with the
	 * peer's keys (RFC 9987 §5.1). If so, channels to it may be opened.
	 * @param channel the session
	 * @return {@code false} unless overridden
	 */
	default boolean checkChannelForwardAgentRequest(Channel channel) {
		return false;
	}

	/**
	 * Asks for an interactive session (RFC 4254 §6.5).
	 * @param channel the session
	 * @return the work to start, or empty (unless overridden) to refuse
	 */
	default Optional<ChannelTask> checkChannelShellRequest(Channel channel) {
		return Optional.empty();
	}

	/**
	 * Asks for the execution of one command (RFC 4254 §6.5).
	 * @param channel the session
	 * @param command the command line as typed
	 * @return the work to start, or empty (unless overridden) to refuse
	 */
	default Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
		return Optional.empty();
	}

	/**
	 * Asks for a subsystem (RFC 4254 §6.5). Whoever registers subsystems with the server
	 * need not override it.
	 * @param channel the session
	 * @param name such as {@code sftp}
	 * @return the work to start, or empty to refuse; unless overridden, what is
	 * registered
	 */
	default Optional<ChannelTask> checkChannelSubsystemRequest(Channel channel, String name) {
		return channel.subsystem(name);
	}

	/**
	 * Asks whether a signal may reach what runs on a channel (RFC 4254 §6.9). An accepted
	 * one is passed on to the channel's listener.
	 * @param channel the session
	 * @param name the signal without {@code SIG}
	 * @return {@code false} unless overridden
	 */
	default boolean checkChannelSignalRequest(Channel channel, String name) {
		return false;
	}

	/**
	 * Asks whether a break may reach what runs on a channel (RFC 4335). An accepted one
	 * is passed on to the channel's listener.
	 * @param channel the session
	 * @param milliseconds how long the line should be interrupted; {@code 0} for the
	 * usual time
	 * @return {@code false} unless overridden
	 */
	default boolean checkChannelBreakRequest(Channel channel, int milliseconds) {
		return false;
	}

	/**
	 * Asks whether connections to an address and port of ours may be forwarded to the
	 * peer (RFC 4254 §7.1). If so, the server's {@link Forwarder} listens.
	 * @param address where: empty, {@code 0.0.0.0} or {@code ::} for everywhere,
	 * {@code localhost} for this machine, or an address
	 * @param port {@code 0} for any free one
	 * @return {@code false} unless overridden
	 */
	default boolean checkPortForwardRequest(String address, int port) {
		return false;
	}

	/**
	 * Tells that the peer no longer wants what it was granted by
	 * {@link #checkPortForwardRequest}. The server's {@link Forwarder} stops listening.
	 * @param address as in the request before
	 * @param port the port that was bound
	 */
	default void cancelPortForwardRequest(String address, int port) {
	}

	/**
	 * Asks whether connections to a socket in our file system may be forwarded to the
	 * peer (OpenSSH PROTOCOL 2.4). If so, the server's {@link Forwarder} listens.
	 * @param path where; absolute
	 * @return {@code false} unless overridden
	 */
	default boolean checkStreamlocalForwardRequest(Path path) {
		return false;
	}

	/**
	 * Tells that the peer no longer wants what it was granted by
	 * {@link #checkStreamlocalForwardRequest}.
	 * @param path as in the request before
	 */
	default void cancelStreamlocalForwardRequest(Path path) {
	}

	/**
	 * Asks about any other request to the connection as a whole (RFC 4254 §4). Keepalives
	 * need no answer here: a refusal keeps their sender just as content.
	 * @param name the request's name, as the peer wrote it
	 * @param fields the cursor at its own fields
	 * @return {@link GlobalReply#REFUSED} unless overridden
	 * @throws DisconnectException if the request is malformed
	 */
	default GlobalReply checkGlobalRequest(String name, WireReader fields) throws DisconnectException {
		return GlobalReply.REFUSED;
	}

}
