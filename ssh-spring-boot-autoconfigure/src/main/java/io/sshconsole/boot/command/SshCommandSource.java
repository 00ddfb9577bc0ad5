package io.sshconsole.boot.command;

import java.util.List;
import java.util.function.Consumer;

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

	/**
	 * Finds all commands that are declared well, so that a developer reads of all
	 * mistakes at once.
	 * @param mistakes told of each command that is declared wrongly
	 * @return the others, in any order
	 */
	default List<? extends SshCommandDefinition> commands(Consumer<? super IllegalStateException> mistakes) {
		try {
			return commands();
		}
		catch (IllegalStateException ex) {
			mistakes.accept(ex);
			return List.of();
		}
	}

}
