package io.sshconsole.ssh.connection;

import java.util.Optional;

import io.sshconsole.ssh.wire.WireReader;

/**
 * The questions that a peer's requests ask. A method that is not overridden refuses. All
 * methods run on the connection's reader thread and must not block: they hold up every
 * channel of the connection.
 */
public interface ConnectionHandler {


	/**
	 * Asks whether the peer may open a channel (RFC 4254 §5.1). Asked only after
	 * authentication, and only within the limits of the server.
	 * @param kind such as {@code session}
	 * @param channelId our number for the channel
	 * @return {@link OpenResult#ADMINISTRATIVELY_PROHIBITED} unless overridden
	 */
	default OpenResult checkChannelRequest(String kind, int channelId) {
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
	 * Asks for a subsystem (RFC 4254 §6.5).
	 * @param channel the session
	 * @param name such as {@code sftp}
	 * @return the work to start, or empty (unless overridden) to refuse
	 */
	default Optional<ChannelTask> checkChannelSubsystemRequest(Channel channel, String name) {
		return Optional.empty();
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
	 * Asks about a request to the connection as a whole (RFC 4254 §4). Keepalives need no
	 * answer here: a refusal keeps their sender just as content.
	 * @param name the request's name
	 * @param fields the cursor at its own fields
	 * @return {@code false} unless overridden
	 */
	default boolean checkGlobalRequest(String name, WireReader fields) {
		return false;
	}

}
