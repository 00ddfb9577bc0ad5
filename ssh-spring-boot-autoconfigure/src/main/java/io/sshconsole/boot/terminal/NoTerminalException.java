package io.sshconsole.boot.terminal;

/**
 * A question that only a person at a terminal can answer, asked where there is none. The
 * command ends as with a wrong line: exit status 2.
 */
public class NoTerminalException extends RuntimeException {

	public NoTerminalException(String message) {
		super(message);
	}

}
