package io.sshconsole.boot.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshCompletionRequest;
import io.sshconsole.boot.command.SshParameter;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.line.Word;
import org.jspecify.annotations.Nullable;

/**
 * What may be typed behind the name of one command: names of options, and values.
 */
final class ParameterCompletion {

	private static final String HIDDEN = "******";

	private final SshCommandDefinition command;

	private final SshShells shells;

	private final SshSession user;

	private final List<Choice> options = new ArrayList<>();

	private final List<Choice> arguments = new ArrayList<>();

	ParameterCompletion(SshCommandDefinition command, SshShells shells, SshSession user) {
		this.command = command;
		this.shells = shells;
		this.user = user;
		for (SshParameter parameter : command.parameters()) {
			Choice choice = new Choice(parameter.names(), parameter.description(), parameter.isFlag(),
					parameter.isMultiple(), parameter);
			(parameter.names().isEmpty() ? this.arguments : this.options).add(choice);
		}
		if (command.hasOutputFormats()) {
			addOwn(List.of("-o", "--output"), "How the result is written.", false);
		}
		if (command.confirmation().isPresent()) {
			addOwn(List.of("-y", "--yes"), "Answers all questions with yes.", true);
		}
		addOwn(List.of("-h", "--help"), "Shows how the command is used.", true);
	}

	/**
	 * Adds an option that many commands have, except for names that mean something else
	 * to this one.
	 */
	private void addOwn(List<String> names, String description, boolean flag) {
		List<String> free = names.stream().filter((name) -> option(name).isEmpty()).toList();
		if (!free.isEmpty()) {
			this.options.add(new Choice(free, description, flag, false, null));
		}
	}

	private Optional<Choice> option(String name) {
		return this.options.stream().filter((option) -> option.names().contains(name)).findFirst();
	}

	/**
	 * Finds the words that could stand where the cursor is.
	 * @param line the line so far
	 * @param nameLength how many words the command's name takes
	 * @return the words, also those that do not go on from what is typed
	 */
	List<SshCompletion> offers(TypedLine line, int nameLength) {
		Typed typed = new Typed();
		line.before().subList(nameLength, line.before().size()).forEach((word) -> typed.add(word.text()));
		if (typed.pending != null) {
			return values(typed.pending, line.word(), line, nameLength);
		}
		int equals = line.word().indexOf('=');
		if (typed.mayBeOption && line.word().startsWith("--") && equals > 0) {
			String name = line.word().substring(0, equals);
			return option(name).filter((option) -> !option.flag())
				.map((option) -> values(option, line.word().substring(equals + 1), line, nameLength))
				.orElse(List.of())
				.stream()
				.map((value) -> new SshCompletion(name + "=" + value.value(), value.description()))
				.toList();
		}
		if (typed.mayBeOption && line.word().startsWith("-")) {
			return options(typed);
		}
		List<SshCompletion> values = argument(typed.words)
			.map((argument) -> values(argument, line.word(), line, nameLength))
			.orElse(List.of());
		// Somebody who has typed nothing asks what there is
		return (values.isEmpty() && line.word().isEmpty() && typed.mayBeOption) ? options(typed) : values;
	}

	private Optional<Choice> argument(int index) {
		if (index < this.arguments.size()) {
			return Optional.of(this.arguments.get(index));
		}
		return this.arguments.stream().skip(Math.max(0, this.arguments.size() - 1)).filter(Choice::multiple).findAny();
	}

	private List<SshCompletion> options(Typed typed) {
		List<SshCompletion> names = new ArrayList<>();
		for (Choice option : this.options) {
			if (option.multiple() || !typed.used.contains(option)) {
				option.names().forEach((name) -> names.add(new SshCompletion(name, option.description())));
			}
		}
		return names;
	}

	private List<SshCompletion> values(Choice choice, String prefix, TypedLine line, int nameLength) {
		SshParameter parameter = choice.parameter();
		if (parameter == null) {
			return Arrays.stream(OutputFormat.values())
				.map((format) -> SshCompletion.of(format.name().toLowerCase(Locale.ROOT)))
				.toList();
		}
		if (parameter.isSecret()) {
			return List.of();
		}
		if (!parameter.candidates().isEmpty()) {
			return parameter.candidates().stream().map(SshCompletion::of).toList();
		}
		return parameter.completion()
			.map((provider) -> this.shells.values()
				.ask(provider,
						new SshCompletionRequest(this.user, this.command.name(), parameter.label(), prefix,
								masked(line, nameLength))))
			.orElse(List.of());
	}

	/**
	 * Returns the words behind the name without secrets, which are no business of a
	 * provider.
	 */
	private List<String> masked(TypedLine line, int nameLength) {
		String typed = line.line().substring(0, line.cursor());
		String masked = this.shells.lines().masked(typed);
		return line.before()
			.subList(nameLength, line.before().size())
			.stream()
			.map((word) -> isMasked(word, typed, masked) ? HIDDEN : word.text())
			.toList();
	}

	private static boolean isMasked(Word word, String typed, String masked) {
		return !typed.substring(word.start(), word.end()).equals(masked.substring(word.start(), word.end()));
	}

	/**
	 * What can be typed.
	 *
	 * @param names its names, empty for an argument
	 * @param description one sentence, may be empty
	 * @param flag whether it takes no value
	 * @param multiple whether it may be there again
	 * @param parameter what the command says of it, or {@code null} if it is not the
	 * command's own
	 */
	private record Choice(List<String> names, String description, boolean flag, boolean multiple,
			@Nullable SshParameter parameter) {

	}

	/**
	 * The words that are there already.
	 */
	private final class Typed {

		private final Set<Choice> used = new HashSet<>();

		private @Nullable Choice pending;

		private boolean mayBeOption = true;

		private int words;

		void add(String word) {
			if (this.pending != null) {
				this.pending = null;
			}
			else if (this.mayBeOption && word.equals("--")) {
				this.mayBeOption = false;
			}
			else if (this.mayBeOption && word.startsWith("--")) {
				int equals = word.indexOf('=');
				use((equals < 0) ? word : word.substring(0, equals), equals >= 0);
			}
			else if (this.mayBeOption && word.startsWith("-") && word.length() > 1) {
				addShort(word);
			}
			else {
				this.words++;
			}
		}

		/**
		 * Takes short options apart, of which the last one may have its value right
		 * behind it.
		 */
		private void addShort(String word) {
			for (int i = 1; i < word.length(); i++) {
				Optional<Choice> option = use("-" + word.charAt(i), i + 1 < word.length());
				if (option.isEmpty() || !option.get().flag()) {
					return;
				}
			}
		}

		private Optional<Choice> use(String name, boolean hasValue) {
			Optional<Choice> option = option(name);
			option.ifPresent((choice) -> {
				this.used.add(choice);
				this.pending = (choice.flag() || hasValue) ? null : choice;
			});
			return option;
		}

	}

}
