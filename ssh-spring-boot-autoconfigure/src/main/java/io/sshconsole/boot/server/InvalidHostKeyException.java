package io.sshconsole.boot.server;

import java.io.IOException;

/**
 * A host key cannot be read. The server does not start with another one instead: its
 * clients would take that for an attack.
 */
public class InvalidHostKeyException extends RuntimeException {

	private final String location;

	public InvalidHostKeyException(String location, IOException cause) {
		super("Host key " + location + " cannot be used: " + cause.getMessage(), cause);
		this.location = location;
	}

	/**
	 * Returns where the key was looked for.
	 * @return a location without key material
	 */
	public String getLocation() {
		return this.location;
	}

}
