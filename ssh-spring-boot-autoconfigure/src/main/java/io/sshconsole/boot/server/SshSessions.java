package io.sshconsole.boot.server;

import java.util.Optional;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.ssh.Transport;

/**
 * Finds out who is logged in over a connection.
 */
public final class SshSessions {

	private SshSessions() {
	}

	/**
	 * Returns the session of a connection. A server interface of the application's own
	 * has none that we know.
	 * @param transport the connection
	 * @return who is logged in, or empty before
	 */
	public static Optional<SshSession> of(Transport transport) {
		if (transport.username().isEmpty()) {
			return Optional.empty();
		}
		return transport.serverInterface()
			.filter(SpringServerInterface.class::isInstance)
			.map(SpringServerInterface.class::cast)
			.map(SpringServerInterface::session);
	}

}
