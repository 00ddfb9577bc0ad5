package io.sshconsole.boot.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sshconsole.boot.command.ParameterDeclaration.Kind;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The parameters of a command as picocli wants to know them. Its model holds the state of
 * one parse, so there is one per run. Picocli only assigns text.
 */
final class PicocliSpec {

	private final Map<SshParameter, ArgSpec> specs = new HashMap<>();

	private final CommandLine parser;

	/**
	 * Describes a command.
	 * @param command the command
	 * @throws CommandLine.PicocliException if two options have the same name
	 */
	PicocliSpec(SshCommandMethod command) {
		CommandSpec spec = CommandSpec.create().name(command.name());
		int position = 0;
		for (SshCommandParameter parameter : command.methodParameters()) {
			if (parameter.kind() == Kind.OPTION) {
				add(parameter, option(parameter), spec);
			}
			else if (parameter.kind() == Kind.ARGUMENT) {
				add(parameter, positional(parameter, position++), spec);
			}
		}
		for (SshParameter option : command.frameworkOptions()) {
			add(option, framework(option), spec);
		}
		this.parser = new CommandLine(spec);
		// Without these a remote user reads files of the server (@file) and its
		// properties
		this.parser.setExpandAtFiles(false);
		this.parser.setInterpolateVariables(false);
	}

	/**
	 * Checks that the options of a command have names of their own.
	 * @param command the command
	 * @throws IllegalStateException if not
	 */
	static void verify(SshCommandMethod command) {
		try {
			new PicocliSpec(command);
		}
		catch (CommandLine.PicocliException ex) {
			throw new IllegalStateException("The options of " + command + " do not fit together: " + ex.getMessage(),
					ex);
		}
	}

	private void add(SshParameter parameter, ArgSpec argument, CommandSpec spec) {
		this.specs.put(parameter, argument);
		spec.add(argument);
	}

	private static OptionSpec option(SshCommandParameter parameter) {
		OptionSpec.Builder option = OptionSpec.builder(parameter.names().toArray(String[]::new));
		if (parameter.isFlag()) {
			// Without an arity it takes "=false", but never the word behind it
			option.type(Boolean.class).fallbackValue("true").negatable(true);
		}
		else if (parameter.isMultiple()) {
			option.type(List.class).auxiliaryTypes(String.class).arity("1");
			if (!parameter.isMap()) {
				option.splitRegex(",");
			}
		}
		else {
			option.type(String.class).arity("1");
		}
		return option.required(isNeeded(parameter)).paramLabel("<" + parameter.label() + ">").build();
	}

	private static PositionalParamSpec positional(SshCommandParameter parameter, int position) {
		PositionalParamSpec.Builder positional = PositionalParamSpec.builder();
		boolean needed = isNeeded(parameter);
		String least = needed ? "1" : "0";
		if (parameter.isMultiple()) {
			positional.type(List.class).auxiliaryTypes(String.class).index(position + "..*").arity(least + "..*");
		}
		else {
			positional.type(String.class).index(Integer.toString(position)).arity(least + "..1");
		}
		return positional.required(needed).paramLabel("<" + parameter.label() + ">").build();
	}

	/**
	 * What a variable may give is missed later.
	 */
	private static boolean isNeeded(SshCommandParameter parameter) {
		return parameter.isRequired() && parameter.variable().isEmpty();
	}

	private static OptionSpec framework(SshParameter option) {
		OptionSpec.Builder spec = OptionSpec.builder(option.names().toArray(String[]::new));
		if (option.isFlag()) {
			boolean help = option instanceof FrameworkOption known && known.kind() == FrameworkOption.Kind.HELP;
			return spec.type(boolean.class).usageHelp(help).build();
		}
		return spec.type(String.class).arity("1").paramLabel("<" + option.label() + ">").build();
	}

	/**
	 * Assigns words to parameters.
	 * @param words the words behind the command's name
	 * @return what was assigned
	 * @throws CommandLine.ParameterException if the words are wrong
	 */
	Assigned assign(List<String> words) {
		return new Assigned(this.parser.parseArgs(words.toArray(String[]::new)));
	}

	/**
	 * Returns the words that belonged to nothing when {@link #assign} failed.
	 */
	List<String> unmatched() {
		return this.parser.getUnmatchedArguments();
	}

	/**
	 * What the user typed for each parameter.
	 */
	final class Assigned {

		private final ParseResult result;

		private Assigned(ParseResult result) {
			this.result = result;
		}

		boolean isHelpRequested() {
			return this.result.isUsageHelpRequested();
		}

		/**
		 * Returns the values of a parameter.
		 * @return nothing if it was not given
		 */
		List<String> values(SshParameter parameter) {
			ArgSpec spec = PicocliSpec.this.specs.get(parameter);
			Object value = (spec != null && isGiven(spec)) ? spec.getValue() : null;
			if (value instanceof List<?> values) {
				return values.stream().map(String::valueOf).toList();
			}
			return (value != null) ? List.of(value.toString()) : List.of();
		}

		private boolean isGiven(ArgSpec spec) {
			return (spec instanceof OptionSpec option) ? this.result.hasMatchedOption(option)
					: spec instanceof PositionalParamSpec positional && this.result.hasMatchedPositional(positional);
		}

	}

}
