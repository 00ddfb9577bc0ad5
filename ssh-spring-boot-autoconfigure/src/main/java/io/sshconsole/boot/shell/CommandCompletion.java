package io.sshconsole.boot.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.filter.Filters;

/**
 * What a user may type next: words of the names of commands, then what belongs behind
 * them. Nothing is offered that the user may not run, unless he will be asked for a
 * factor, and no hidden command.
 */
final class CommandCompletion {

	private static final String HELP = "help";

	private final SshShells shells;

	private final SshSession user;

	CommandCompletion(SshShells shells, SshSession user) {
		this.shells = shells;
		this.user = user;
	}

	/**
	 * Finds the words that could stand where the cursor is.
	 * @param line the line so far
	 * @return the words, each once, those alone that go on from what is typed
	 */
	List<SshCompletion> offers(TypedLine line) {
		if (!line.isCompletable()) {
			return List.of();
		}
		List<String> before = line.textsBefore();
		List<SshCommandDefinition> visible = this.shells.commands().visible(this.user);
		Map<String, String> offers = new TreeMap<>();
		names(before, visible, offers);
		if (line.piped() && before.isEmpty()) {
			Filters.names().forEach((name) -> offers.putIfAbsent(name, ""));
		}
		if (!before.isEmpty() && before.get(0).equals(HELP)) {
			names(before.subList(1, before.size()), visible, offers);
		}
		else {
			find(before, visible).filter(this::isPermitted)
				.ifPresent((command) -> parameters(command, line)
					.forEach((offer) -> offers.putIfAbsent(offer.value(), offer.description())));
		}
		return offers.entrySet()
			.stream()
			.filter((offer) -> offer.getKey().startsWith(line.word()))
			.map((offer) -> new SshCompletion(offer.getKey(), offer.getValue()))
			.toList();
	}

	private static void names(List<String> before, List<SshCommandDefinition> commands, Map<String, String> offers) {
		for (SshCommandDefinition command : commands) {
			if (!command.isHidden()) {
				names(command).filter((name) -> goesOn(before, name)).forEach((name) -> {
					String description = (name.size() == before.size() + 1) ? command.description() : "";
					offers.merge(name.get(before.size()), description, (one, other) -> one.isEmpty() ? other : one);
				});
			}
		}
	}

	private static Stream<List<String>> names(SshCommandDefinition command) {
		return Stream.concat(Stream.of(command.name()), command.aliases().stream())
			.map((name) -> List.of(name.split(" ")));
	}

	private static boolean goesOn(List<String> before, List<String> name) {
		return name.size() > before.size() && name.subList(0, before.size()).equals(before);
	}

	/**
	 * Finds the command with the longest name that the words begin with.
	 */
	private static Optional<Named> find(List<String> words, List<SshCommandDefinition> commands) {
		return commands.stream()
			.flatMap((command) -> names(command)
				.filter((name) -> words.size() >= name.size() && words.subList(0, name.size()).equals(name))
				.map((name) -> new Named(command, name.size())))
			.max(Comparator.comparingInt(Named::length));
	}

	/**
	 * Values may tell what a factor protects that is not proven yet.
	 */
	private boolean isPermitted(Named command) {
		return this.shells.commands().permitted(this.user.authentication()).contains(command.command());
	}

	private List<SshCompletion> parameters(Named command, TypedLine line) {
		return new ParameterCompletion(command.command(), this.shells, this.user).offers(line, command.length());
	}

	/**
	 * A command, and how many words the name has that was typed.
	 */
	private record Named(SshCommandDefinition command, int length) {

	}

}
