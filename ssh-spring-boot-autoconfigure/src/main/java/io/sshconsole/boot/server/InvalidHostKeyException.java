package io.sshconsole.boot.server;

import java.io.IOException;

/**
 * A host key cannot be read. The server does not start with another one instead: its
 * clients would take that for an attack.
 */
public class InvalidHostKeyException extends RuntimeException {

	private final String location;

	private final String reason;

	public InvalidHostKeyException(String location, IOException cause) {
		super("Host key " + location + " cannot be used: " + cause.getMessage(), cause);
		this.location = location;
		this.reason = String.valueOf(cause.getMessage());
	}

	/**
	 * Returns where the key was looked for.
	 * @return a location without key material
	 */
	public String getLocation() {
		return this.location;
	}

	/**
	 * Returns what is wrong with it.
	 * @return the reason without the location
	 */
	public String getReason() {
		return this.reason;
	}

}
