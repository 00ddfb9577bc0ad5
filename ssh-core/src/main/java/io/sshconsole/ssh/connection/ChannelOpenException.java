package io.sshconsole.ssh.connection;

import io.sshconsole.ssh.wire.SshException;

/**
 * The peer refused to open a channel (RFC 4254 §5.1).
 */
public class ChannelOpenException extends SshException {

	private final long reason;

	ChannelOpenException(long reason, String description) {
		super(description);
		this.reason = reason;
	}

	/**
	 * Returns the peer's reason.
	 * @return the code on the wire, usually one of {@link OpenResult}
	 */
	public long reason() {
		return this.reason;
	}

}
