package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The commands of an application by name, in alphabetical order.
 */
public final class SshCommandRegistry {

	private final TreeMap<String, SshCommandDefinition> commands = new TreeMap<>();

	private final Map<String, SshCommandDefinition> byEveryName = new LinkedHashMap<>();

	/**
	 * Words of the longest name: nobody looks for one that is as long as the line.
	 */
	private final int mostWords;

	/**
	 * Creates a registry.
	 * @param commands all commands
	 * @throws IllegalStateException if two have the same name or alias; the message tells
	 * of all that have
	 */
	public SshCommandRegistry(Collection<? extends SshCommandDefinition> commands) {
		this(commands, new CommandConflicts());
	}

	private SshCommandRegistry(Collection<? extends SshCommandDefinition> commands, CommandConflicts conflicts) {
		conflicts.check(commands);
		conflicts.checkGroups(commands);
		conflicts.throwIfAny();
		for (SshCommandDefinition command : commands) {
			this.commands.put(command.name(), command);
			this.byEveryName.put(command.name(), command);
			command.aliases().forEach((alias) -> this.byEveryName.put(alias, new AliasedCommand(command, alias)));
		}
		this.mostWords = this.byEveryName.values().stream().mapToInt((named) -> named.words().size()).max().orElse(0);
	}

	/**
	 * Creates a registry of everything that sources give.
	 * @param sources the sources
	 * @return the registry
	 * @throws IllegalStateException if a command is declared wrongly, or two have the
	 * same name or alias; the message tells of all mistakes
	 */
	public static SshCommandRegistry of(Collection<? extends SshCommandSource> sources) {
		CommandConflicts conflicts = new CommandConflicts();
		List<SshCommandDefinition> commands = new ArrayList<>();
		sources.forEach((source) -> commands.addAll(source.commands(conflicts::add)));
		return new SshCommandRegistry(commands, conflicts);
	}

	/**
	 * Returns all commands, those included that are hidden.
	 * @return the commands by name
	 */
	public List<SshCommandDefinition> commands() {
		return List.copyOf(this.commands.values());
	}

	/**
	 * Returns the commands that users are told of.
	 * @return the commands by name
	 */
	public List<SshCommandDefinition> listed() {
		return this.commands.values().stream().filter((command) -> !command.isHidden()).toList();
	}

	/**
	 * Tells whether a command is called so.
	 * @param name a whole name, no alias
	 * @return {@code false} for filters, and for what is none
	 */
	public boolean isCommand(String name) {
		return this.commands.containsKey(name);
	}

	/**
	 * Finds the command with the longest name or alias that a line starts with.
	 * @param words the words of the line
	 * @return the command, or empty; its {@link SshCommandDefinition#words()} are those
	 * that it was found by
	 */
	public Optional<SshCommandDefinition> find(List<String> words) {
		for (int length = Math.min(words.size(), this.mostWords); length > 0; length--) {
			SshCommandDefinition command = this.byEveryName.get(String.join(" ", words.subList(0, length)));
			// A quoted blank makes one word of two: that is no command's name
			if (command != null && command.words().size() == length) {
				return Optional.of(command);
			}
		}
		return Optional.empty();
	}

	/**
	 * Returns the commands of a group that users are told of.
	 * @param words the name of the group, or nothing for all commands
	 * @return the commands whose names start with these words and go on behind them
	 */
	public List<SshCommandDefinition> group(List<String> words) {
		return listed().stream()
			.filter((command) -> command.words().size() > words.size()
					&& command.words().subList(0, words.size()).equals(words))
			.toList();
	}

}
