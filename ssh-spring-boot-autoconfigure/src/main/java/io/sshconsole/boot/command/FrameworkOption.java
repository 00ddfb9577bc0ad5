package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An option that commands have without declaring it. A name that a command declares
 * itself is the command's.
 *
 * @param kind what it does
 * @param names the names that are left for it
 */
record FrameworkOption(Kind kind, List<String> names) implements SshParameter {

	/**
	 * Taken out of the words before they are parsed, because not everybody may use it.
	 */
	static final String STACK_TRACE = "--stacktrace";

	/**
	 * What such an option does.
	 */
	enum Kind {

		OUTPUT("How the result is written.", "-o", "--output"),

		YES("Answers all questions with yes.", "-y", "--yes"),

		HELP("Shows this help.", "-h", "--help");

		private final String description;

		private final List<String> names;

		Kind(String description, String... names) {
			this.description = description;
			this.names = List.of(names);
		}

		/**
		 * Makes the option.
		 * @param taken the names that the command declares itself
		 * @return the option, or empty if no name is left for it
		 */
		Optional<FrameworkOption> without(Collection<String> taken) {
			List<String> left = new ArrayList<>(this.names);
			left.removeAll(taken);
			return left.isEmpty() ? Optional.empty() : Optional.of(new FrameworkOption(this, List.copyOf(left)));
		}

		/**
		 * Returns the names that a command has taken from the option.
		 */
		List<String> taken(Collection<String> names) {
			return this.names.stream().filter(names::contains).toList();
		}

	}

	@Override
	public String label() {
		return "format";
	}

	@Override
	public String description() {
		return this.kind.description;
	}

	@Override
	public boolean isFlag() {
		return this.kind != Kind.OUTPUT;
	}

	@Override
	public boolean isSecret() {
		return false;
	}

	@Override
	public boolean isMultiple() {
		return false;
	}

	@Override
	public List<String> candidates() {
		return isFlag() ? List.of() : Arrays.stream(OutputFormat.values()).map(OutputFormat::label).toList();
	}

	@Override
	public Optional<Class<? extends SshCompletionProvider>> completion() {
		return Optional.empty();
	}

	@Override
	public Class<?> type() {
		return isFlag() ? boolean.class : OutputFormat.class;
	}

}
