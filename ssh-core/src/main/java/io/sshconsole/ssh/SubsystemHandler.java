package io.sshconsole.ssh;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ExitStatus;

/**
 * A service that clients ask for by name (paramiko's {@code SubsystemHandler}; RFC 4254
 * §6.5). Each request gets a handler of its own, which runs on a thread of its own.
 */
@FunctionalInterface
public interface SubsystemHandler {

	/**
	 * Serves the client until it has had enough. Returning ends the subsystem and closes
	 * the channel. When the client goes away, the thread is interrupted and the channel's
	 * streams fail or end.
	 * @param name the name that was asked for
	 * @param transport the client's connection
	 * @param channel the channel to serve
	 * @return how it ended
	 * @throws Exception whatever went wrong; logged, and reported to the client as status
	 * 1
	 */
	ExitStatus run(String name, Transport transport, Channel channel) throws Exception;

	/**
	 * Cleans up. Always called behind {@link #run}, however that ended, before the
	 * channel is closed.
	 */
	default void finish() {
	}

}
