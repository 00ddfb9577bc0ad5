package io.sshconsole.boot.command;

/**
 * Ends the whole line, and the script or shell that runs it. Nothing is reported.
 */
public final class SshExit extends SshCommandException {

	/**
	 * Creates the end.
	 * @param status the status to end with, from 0 to 255
	 */
	public SshExit(int status) {
		super("exit", status);
	}

}
