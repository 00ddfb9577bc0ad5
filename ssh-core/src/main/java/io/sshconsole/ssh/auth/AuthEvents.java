package io.sshconsole.ssh.auth;

/**
 * Hears how authentication goes. Runs on the connection's thread.
 */
public interface AuthEvents {

	/**
	 * A user is in.
	 * @param username the proven name
	 * @param method the method that completed the proof
	 */
	void succeeded(String username, String method);

	/**
	 * An attempt failed. Key queries and the first {@code none} are no attempts.
	 * @param username the claimed name
	 * @param method the method
	 */
	void failed(String username, String method);

}
