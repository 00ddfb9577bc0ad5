package io.sshconsole.boot.command;

import java.util.List;

/**
 * The session that runs lines, for commands that are about it. Used by the command's
 * thread.
 */
public interface SshShellSession {

	/**
	 * Returns the lines that the user has typed, or those of the script so far. The one
	 * that runs is the last.
	 * @return the lines, oldest first, without those that hold secrets
	 */
	List<String> history();

	/**
	 * Forgets these lines, also those that are stored.
	 */
	void clearHistory();

	/**
	 * Returns whether a person types the lines, and not a script.
	 * @return {@code true} on a terminal
	 */
	boolean isTerminal();

}
