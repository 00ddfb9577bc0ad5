package io.sshconsole.ssh.connection;

/**
 * Hears of channels. Runs on the connection's reader thread, or on the thread whose task
 * ended last; must not block.
 */
public interface ConnectionEvents {

	/**
	 * A channel is open.
	 * @param channel the channel
	 */
	void opened(Channel channel);

	/**
	 * A channel is closed on both sides and its task has ended. It has its place until
	 * this returns.
	 * @param channel the channel
	 */
	void closed(Channel channel);

	/**
	 * One channel less counts in {@link Connection#sessions()}.
	 */
	default void sessionFreed() {
	}

}
