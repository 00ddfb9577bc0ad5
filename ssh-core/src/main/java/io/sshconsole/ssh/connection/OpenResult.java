package io.sshconsole.ssh.connection;

/**
 * The answer to a request for a channel (paramiko's {@code OPEN_…} constants; codes of
 * RFC 4254 §5.1).
 */
public enum OpenResult {

	SUCCEEDED(0), ADMINISTRATIVELY_PROHIBITED(1), CONNECT_FAILED(2), UNKNOWN_CHANNEL_TYPE(3), RESOURCE_SHORTAGE(4);

	private final int code;

	OpenResult(int code) {
		this.code = code;
	}

	/**
	 * Returns the reason on the wire.
	 * @return {@code 1} to {@code 4}; {@code 0} is never sent
	 */
	public int code() {
		return this.code;
	}

}
