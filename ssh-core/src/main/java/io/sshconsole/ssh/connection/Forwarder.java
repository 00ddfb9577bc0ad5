package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.net.SocketAddress;

/**
 * Makes the connections and listens for those that a handler has granted to its peer (RFC
 * 4254 §7, OpenSSH PROTOCOL 2.4). One instance serves one connection. Addresses are
 * {@link java.net.InetSocketAddress}, unresolved and as the peer wrote them, or
 * {@link java.net.UnixDomainSocketAddress}.
 */
public interface Forwarder {

	/**
	 * Connects. Runs on a thread of its own and may block; the thread is interrupted when
	 * the peer is gone.
	 * @param destination where to
	 * @return moves bytes between the new connection and a channel until both have ended.
	 * It is always run, on the same thread, and is not interrupted: when the peer closes
	 * the channel, it may have to hand on what came before. It ends when {@link #close}
	 * is called
	 * @throws IOException if nobody is there
	 */
	ChannelTask connect(SocketAddress destination) throws IOException;

	/**
	 * Begins to listen. Runs on the connection's reader thread and must not block: names
	 * cannot be looked up.
	 * @param address where; port {@code 0} means any
	 * @return the listener, which has not accepted anything yet
	 * @throws IOException if that is not possible
	 */
	Listener listen(SocketAddress address) throws IOException;

	/**
	 * Stops listening. Connections that came in go on. Runs on the reader thread.
	 * @param address where, with the port that {@link Listener#port} told
	 * @return whether anything listened there
	 */
	boolean cancel(SocketAddress address);

	/**
	 * Ends everything: the connection has ended.
	 */
	void close();

	/**
	 * Listens for connections.
	 */
	interface Listener {

		/**
		 * Returns the bound port.
		 * @return a port; {@code 0} if ports do not matter
		 */
		int port();

		/**
		 * Begins to accept. Called when the peer has been told that we listen, so that no
		 * connection comes before it.
		 */
		void start();

	}

}
