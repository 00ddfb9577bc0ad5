package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.boot.terminal.TextStyle;
import io.sshconsole.boot.terminal.TextWidth;
import io.sshconsole.ssh.connection.WindowSize;

/**
 * A list of commands with their descriptions: one line for each, or as many as a narrow
 * terminal needs. Hidden commands are not in it.
 */
final class CommandIndex {

	/**
	 * A column for descriptions that is narrower is put below the names instead.
	 */
	private static final int MIN_DESCRIPTION = 24;

	private static final int INDENT = 4;

	private final SshCommandContext context;

	/**
	 * Where lines are wrapped; without a terminal they are not, for other programs.
	 */
	private final int columns;

	CommandIndex(SshCommandContext context) {
		this.context = context;
		this.columns = context.isInteractive() ? context.terminalSize()
			.map(WindowSize::columns)
			.filter((columns) -> columns > 0)
			.orElse(SshTerminal.DEFAULT_COLUMNS) : Integer.MAX_VALUE;
	}

	/**
	 * Writes the list.
	 * @param commands the commands in their order
	 * @param groups descriptions of groups by their names
	 * @param filters names of filters
	 */
	void write(List<SshCommandDefinition> commands, Map<String, String> groups, Collection<String> filters) {
		List<SshCommandDefinition> visible = commands.stream().filter((command) -> !command.isHidden()).toList();
		int width = visible.stream().mapToInt((command) -> TextWidth.of(names(command))).max().orElse(0);
		List<SshCommandDefinition> others = new ArrayList<>();
		Map<String, List<SshCommandDefinition>> sections = new TreeMap<>();
		for (SshCommandDefinition command : visible) {
			group(command, groups.keySet()).map((group) -> sections.computeIfAbsent(group, (name) -> new ArrayList<>()))
				.orElse(others)
				.add(command);
		}
		others.forEach((command) -> write(command, width));
		sections.forEach((group, section) -> {
			heading(group + ": " + groups.get(group));
			section.forEach((command) -> write(command, width));
		});
		if (!filters.isEmpty()) {
			heading("Behind a |:");
			wrap(String.join(" ", filters), this.columns).forEach(this.context.out()::println);
		}
	}

	/**
	 * Finds the innermost group that a command is in.
	 */
	private static Optional<String> group(SshCommandDefinition command, Collection<String> groups) {
		return groups.stream()
			.filter((group) -> command.name().startsWith(group + " "))
			.max(Comparator.comparingInt(String::length));
	}

	private void heading(String text) {
		this.context.out().println();
		wrap(text, this.columns)
			.forEach((line) -> this.context.out().println(TextStyle.HEADING.of(line, this.context.hasColour())));
	}

	private void write(SshCommandDefinition command, int width) {
		String names = names(command);
		int left = this.columns - width - 2;
		if (left >= MIN_DESCRIPTION) {
			List<String> lines = wrap(description(command), left);
			String padding = " ".repeat(width - TextWidth.of(names) + 2);
			this.context.out().println((names + padding + lines.get(0)).stripTrailing());
			lines.subList(1, lines.size()).forEach((line) -> this.context.out().println(" ".repeat(width + 2) + line));
			return;
		}
		this.context.out().println(names);
		wrap(description(command), Math.max(1, this.columns - INDENT)).stream()
			.filter((line) -> !line.isEmpty())
			.forEach((line) -> this.context.out().println(" ".repeat(INDENT) + line));
	}

	private static String names(SshCommandDefinition command) {
		List<String> names = new ArrayList<>(List.of(command.name()));
		names.addAll(command.aliases());
		return String.join(", ", names);
	}

	private static String description(SshCommandDefinition command) {
		return (command.description() + command.deprecation().map((text) -> " (Deprecated: " + text + ")").orElse(""))
			.strip();
	}

	/**
	 * Breaks a text between its words.
	 * @return at least one line
	 */
	private static List<String> wrap(String text, int columns) {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (String word : text.split(" ")) {
			if (!line.isEmpty() && TextWidth.of(line.toString()) + 1 + TextWidth.of(word) > columns) {
				lines.add(line.toString());
				line.setLength(0);
			}
			line.append(line.isEmpty() ? "" : " ").append(word);
		}
		lines.add(line.toString());
		return lines;
	}

}
