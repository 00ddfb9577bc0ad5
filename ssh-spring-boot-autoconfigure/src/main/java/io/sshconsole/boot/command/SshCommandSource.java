package io.sshconsole.boot.command;

import java.util.List;

/**
 * Gives commands. Beans of this type are asked once, when the server starts.
 */
@FunctionalInterface
public interface SshCommandSource {

	/**
	 * Finds all commands.
	 * @return the commands, in any order
	 * @throws IllegalStateException if a command is declared wrongly or could not be
	 * protected; the message names it
	 */
	List<? extends SshCommandDefinition> commands();

}
