package io.sshconsole.boot.command;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.util.Assert;

/**
 * The commands of an application by name, in alphabetical order.
 */
public final class SshCommandRegistry {

	private final TreeMap<String, SshCommandDefinition> commands = new TreeMap<>();

	/**
	 * Creates a registry.
	 * @param commands all commands
	 * @throws IllegalStateException if two have the same name
	 */
	public SshCommandRegistry(Collection<? extends SshCommandDefinition> commands) {
		for (SshCommandDefinition command : commands) {
			SshCommandDefinition other = this.commands.putIfAbsent(command.name(), command);
			Assert.state(other == null, () -> "Two commands have the name '" + command.name() + "': " + command.source()
					+ " and " + other.source());
		}
	}

	/**
	 * Returns all commands.
	 * @return the commands by name
	 */
	public List<SshCommandDefinition> commands() {
		return List.copyOf(this.commands.values());
	}

	/**
	 * Finds the command with the longest name that a line starts with.
	 * @param words the words of the line
	 * @return the command, or empty
	 */
	public Optional<SshCommandDefinition> find(List<String> words) {
		for (int length = words.size(); length > 0; length--) {
			SshCommandDefinition command = this.commands.get(String.join(" ", words.subList(0, length)));
			// A quoted blank makes one word of two: that is no command's name
			if (command != null && command.words().size() == length) {
				return Optional.of(command);
			}
		}
		return Optional.empty();
	}

	/**
	 * Returns the commands of a group.
	 * @param words the name of the group, or nothing for all commands
	 * @return the commands whose names start with these words and go on behind them
	 */
	public List<SshCommandDefinition> group(List<String> words) {
		return this.commands.values()
			.stream()
			.filter((command) -> command.words().size() > words.size()
					&& command.words().subList(0, words.size()).equals(words))
			.toList();
	}

}
