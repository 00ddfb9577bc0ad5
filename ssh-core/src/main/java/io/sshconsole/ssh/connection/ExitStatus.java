package io.sshconsole.ssh.connection;

/**
 * How a command ended (RFC 4254 §6.10).
 */
public sealed interface ExitStatus {

	/**
	 * Success.
	 */
	ExitStatus OK = new Code(0);

	/**
	 * The command returned a number.
	 *
	 * @param value what it returned; shells keep the low eight bits
	 */
	record Code(int value) implements ExitStatus {

	}

	/**
	 * The command was ended by a signal.
	 *
	 * @param name the signal's name without {@code SIG}, such as {@code TERM}
	 * @param coreDumped whether a core image was written
	 * @param message a text for the user, may be empty
	 */
	record Signal(String name, boolean coreDumped, String message) implements ExitStatus {

	}

	/**
	 * Makes the status of a command that returned a number.
	 * @param value what it returned
	 * @return its status
	 */
	static ExitStatus of(int value) {
		return (value == 0) ? OK : new Code(value);
	}

}
