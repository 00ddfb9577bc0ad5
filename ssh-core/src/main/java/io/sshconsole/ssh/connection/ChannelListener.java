package io.sshconsole.ssh.connection;

/**
 * What happens to a channel besides its data. A running {@link ChannelTask} sets one to
 * hear of it. All methods run on the connection's reader thread and must not block.
 */
public interface ChannelListener {

	/**
	 * The peer's window has a new size (RFC 4254 §6.7).
	 * @param size the size from now on
	 */
	default void windowChanged(WindowSize size) {
	}

	/**
	 * The peer sent a signal (RFC 4254 §6.9).
	 * @param name its name without {@code SIG}, such as {@code INT}
	 */
	default void signalled(String name) {
	}

	/**
	 * The peer sent a break (RFC 4335).
	 * @param milliseconds how long the line should be interrupted; {@code 0} for the
	 * usual time
	 */
	default void breakReceived(int milliseconds) {
	}

	/**
	 * The channel was closed by the peer or with its connection.
	 */
	default void closed() {
	}

}
