package io.sshconsole.ssh.connection;

import java.util.Optional;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * What stands behind the decisions of a {@link ConnectionHandler}: the work for what it
 * grants. All methods run on the connection's reader thread and must not block.
 */
public interface ConnectionServices {

	/**
	 * Nothing.
	 */
	ConnectionServices NONE = new ConnectionServices() {
	};

	/**
	 * Finds a registered subsystem.
	 * @param name such as {@code sftp}
	 * @return its work; empty (unless overridden) if there is none
	 */
	default Optional<ChannelTask> subsystem(String name) {
		return Optional.empty();
	}

	/**
	 * Returns what makes connections for the peer.
	 * @return always the same; empty (unless overridden) if nothing can be forwarded
	 */
	default Optional<Forwarder> forwarder() {
		return Optional.empty();
	}

	/**
	 * Answers a global request that is no matter of decision, such as the proof of a host
	 * key.
	 * @param name the request's name
	 * @param fields the cursor at its own fields
	 * @return the answer; empty (unless overridden) to ask the handler
	 * @throws DisconnectException if the request is malformed
	 */
	default Optional<GlobalReply> globalRequest(String name, WireReader fields) throws DisconnectException {
		return Optional.empty();
	}

}
