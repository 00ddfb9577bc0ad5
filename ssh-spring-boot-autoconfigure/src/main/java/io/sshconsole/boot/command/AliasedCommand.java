package io.sshconsole.boot.command;

import java.util.List;

/**
 * A command that was found by an alias, which may have more or fewer words than its name.
 *
 * @param command the command
 * @param alias the name that was typed
 */
record AliasedCommand(SshCommandDefinition command, String alias) implements WrappedCommand {

	@Override
	public List<String> words() {
		return List.of(this.alias.split(" "));
	}

	@Override
	public String toString() {
		return this.command.toString();
	}

}
