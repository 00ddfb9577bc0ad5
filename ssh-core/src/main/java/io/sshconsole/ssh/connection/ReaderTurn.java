package io.sshconsole.ssh.connection;

import java.io.IOException;

/**
 * How long a thread reads a connection before another one does.
 */
@FunctionalInterface
public interface ReaderTurn {

	/**
	 * Tells whether the thread reads the next message, too. Asked by that thread before
	 * each of them; may wait for the peer.
	 * @return {@code false} to let another thread read
	 * @throws IOException if the connection ends
	 */
	boolean goesOn() throws IOException;

}
