package io.sshconsole.ssh;

import java.net.InetSocketAddress;

import io.sshconsole.ssh.connection.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens to the connections of a server. All methods but {@link #refused} run
 * on threads of the connection concerned, mostly its reader, and must not block. What one
 * throws is logged, and changes nothing else.
 */
public interface TransportListener {

	/**
	 * A connection was not let in, because there are too many or its address is kept out.
	 * Runs on the thread that accepts all connections.
	 * @param address where it came from
	 * @param reason why, for a log
	 */
	default void refused(InetSocketAddress address, String reason) {
	}

	/**
	 * A peer has connected; nothing is known of it yet but its address.
	 * @param transport the new connection
	 */
	default void connected(Transport transport) {
	}

	/**
	 * A user is in.
	 * @param transport the connection, which has a user name from now on
	 * @param method the method that completed the proof
	 */
	default void authenticated(Transport transport, String method) {
	}

	/**
	 * An attempt to log in failed.
	 * @param transport the connection
	 * @param username the claimed name
	 * @param method the method
	 */
	default void authenticationFailed(Transport transport, String username, String method) {
	}

	/**
	 * A channel is open.
	 * @param transport the connection
	 * @param channel the channel
	 */
	default void channelOpened(Transport transport, Channel channel) {
	}

	/**
	 * A channel is closed and its task has ended.
	 * @param transport the connection
	 * @param channel the channel
	 */
	default void channelClosed(Transport transport, Channel channel) {
	}

	/**
	 * A connection has ended.
	 * @param transport the connection
	 * @param cause why; {@code null} if the peer simply left
	 */
	default void closed(Transport transport, @Nullable Throwable cause) {
	}

}
