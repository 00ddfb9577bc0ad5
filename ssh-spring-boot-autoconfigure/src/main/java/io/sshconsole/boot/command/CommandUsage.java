package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.terminal.TextStyle;
import io.sshconsole.boot.terminal.TextWidth;
import io.sshconsole.ssh.connection.WindowSize;

/**
 * What {@code --help} shows, laid out for the width of the user's terminal.
 */
final class CommandUsage {

	private static final int DEFAULT_WIDTH = 80;

	/**
	 * The least that words fit into, and more than anybody can read in one line.
	 */
	private static final int MIN_WIDTH = 20;

	private static final int MAX_WIDTH = 120;

	/**
	 * Below this the description of a parameter stands under its name.
	 */
	private static final int TWO_COLUMNS = 60;

	private static final String INDENT = "  ";

	private final SshCommandDefinition command;

	private final SshCommandContext context;

	private final int width;

	private final StringBuilder text = new StringBuilder();

	CommandUsage(SshCommandDefinition command, SshCommandContext context) {
		this.command = command;
		this.context = context;
		int columns = context.terminalSize().map(WindowSize::columns).filter((size) -> size > 0).orElse(DEFAULT_WIDTH);
		this.width = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, columns));
	}

	/**
	 * Returns the whole text.
	 * @return several lines, each with a line end
	 */
	@Override
	public String toString() {
		this.text.setLength(0);
		wrap("Usage: " + this.command.name(), synopsis(), "       ");
		paragraph(this.command.description());
		this.command.deprecation().ifPresent((instead) -> paragraph("Deprecated: " + instead));
		section("Arguments", this.command.parameters().stream().filter((it) -> it.names().isEmpty()).toList());
		List<SshParameter> options = new ArrayList<>(this.command.parameters());
		options.removeIf((it) -> it.names().isEmpty());
		options.addAll(this.command.frameworkOptions());
		section("Options", options);
		lines("Aliases", this.command.aliases());
		lines("Examples", this.command.examples());
		return this.text.toString();
	}

	private List<String> synopsis() {
		List<String> words = new ArrayList<>();
		words.add("[options]");
		for (SshParameter parameter : this.command.parameters()) {
			if (!parameter.names().isEmpty() && parameter.isRequired()) {
				words.add(longest(parameter.names()) + " <" + parameter.label() + ">");
			}
		}
		for (SshParameter parameter : this.command.parameters()) {
			if (parameter.names().isEmpty()) {
				String word = "<" + parameter.label() + ">" + (parameter.isMultiple() ? "..." : "");
				words.add(parameter.isRequired() ? word : "[" + word + "]");
			}
		}
		return words;
	}

	private static String longest(List<String> names) {
		return names.get(names.size() - 1);
	}

	private void paragraph(String paragraph) {
		if (!paragraph.isEmpty()) {
			this.text.append('\n');
			wrap("", words(paragraph), "");
		}
	}

	private void section(String heading, List<SshParameter> parameters) {
		if (parameters.isEmpty()) {
			return;
		}
		heading(heading);
		// Those without a short name stand where the long names of the others do
		boolean shortNames = parameters.stream()
			.anyMatch((parameter) -> !parameter.names().isEmpty() && parameter.names().get(0).length() == 2);
		int longest = parameters.stream()
			.mapToInt((parameter) -> TextWidth.of(label(parameter, shortNames)))
			.filter((label) -> label <= this.width / 3)
			.max()
			.orElse(0);
		for (SshParameter parameter : parameters) {
			entry(label(parameter, shortNames), description(parameter), longest);
		}
	}

	private void heading(String heading) {
		this.text.append('\n').append(TextStyle.HEADING.of(heading + ":", this.context.hasColour())).append('\n');
	}

	private static String label(SshParameter parameter, boolean shortNames) {
		if (parameter.names().isEmpty()) {
			return "<" + parameter.label() + ">";
		}
		String names = String.join(", ", parameter.names());
		boolean indented = shortNames && parameter.names().get(0).length() > 2;
		return (indented ? "    " : "") + names + (parameter.isFlag() ? "" : " <" + parameter.label() + ">");
	}

	private static List<String> description(SshParameter parameter) {
		List<String> words = new ArrayList<>(words(parameter.description()));
		if (!parameter.candidates().isEmpty()) {
			words.addAll(words("One of " + String.join(", ", parameter.candidates()) + "."));
		}
		if (parameter.isMultiple() && !parameter.names().isEmpty()) {
			words.addAll(words("May be repeated."));
		}
		// The secrets of a default are the developer's, but they need not be shown
		parameter.defaultValue()
			.filter((value) -> !value.isEmpty() && !parameter.isSecret())
			.ifPresent((value) -> words.addAll(words("Default: " + value)));
		return words;
	}

	private void entry(String label, List<String> description, int longest) {
		boolean beside = this.width >= TWO_COLUMNS && TextWidth.of(label) <= longest;
		String behind = " ".repeat((this.width >= TWO_COLUMNS) ? longest + 2 * INDENT.length() : 6);
		if (description.isEmpty()) {
			this.text.append(INDENT).append(label).append('\n');
		}
		else if (beside) {
			wrap((INDENT + TextWidth.fit(label, longest)) + " ", description, behind);
		}
		else {
			this.text.append(INDENT).append(label).append('\n');
			wrap(behind.substring(1), description, behind);
		}
	}

	private void lines(String heading, List<String> lines) {
		if (!lines.isEmpty()) {
			heading(heading);
			// Not wrapped: they are there to be copied
			lines.forEach((line) -> this.text.append(INDENT).append(line).append('\n'));
		}
	}

	private static List<String> words(String text) {
		return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
	}

	/**
	 * Writes words behind a beginning, and goes on in lines with an indent.
	 */
	private void wrap(String start, List<String> words, String indent) {
		StringBuilder line = new StringBuilder(start);
		boolean blank = start.isEmpty();
		for (String word : words) {
			if (!line.toString().isBlank() && TextWidth.of(line.toString()) + 1 + TextWidth.of(word) > this.width) {
				this.text.append(line.toString().stripTrailing()).append('\n');
				line = new StringBuilder(indent).append(word);
				continue;
			}
			line.append(blank ? "" : " ").append(word);
			blank = false;
		}
		this.text.append(line.toString().stripTrailing()).append('\n');
	}

}
