package io.sshconsole.boot.command;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a command reports to its user: a message on standard error and an exit
 * status. It is not logged.
 */
public class SshCommandException extends RuntimeException {

	private final int status;

	public SshCommandException(String message) {
		this(message, 1);
	}

	public SshCommandException(String message, int status) {
		this(message, status, null);
	}

	/**
	 * Creates a failure.
	 * @param message what the user reads; nothing if it is empty
	 * @param status the exit status
	 * @param cause what went wrong below
	 */
	public SshCommandException(String message, int status, @Nullable Throwable cause) {
		super(message, cause);
		this.status = status;
	}

	/**
	 * Returns the exit status.
	 * @return the status; shells keep the low eight bits
	 */
	public int status() {
		return this.status;
	}

}
