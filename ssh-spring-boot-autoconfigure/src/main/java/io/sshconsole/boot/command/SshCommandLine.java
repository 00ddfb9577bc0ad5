package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.sshconsole.ssh.connection.WindowSize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

import org.springframework.core.convert.ConversionService;

/**
 * The words behind a command's name, parsed by picocli. Its model holds the state of one
 * parse, so there is one per run. Picocli only assigns text; Spring converts it.
 */
final class SshCommandLine {

	private static final String HELP = "--help";

	private static final int DEFAULT_WIDTH = 80;

	/**
	 * What picocli can lay out at least, and more than anybody can read in one line.
	 */
	private static final int MIN_WIDTH = 55;

	private static final int MAX_WIDTH = 200;

	private final SshCommandMethod command;

	private final Map<SshCommandParameter, ArgSpec> specs = new LinkedHashMap<>();

	private final CommandLine parser;

	SshCommandLine(SshCommandMethod command, SshCommandContext context) {
		this(command, context.isInteractive(),
				context.terminalSize().map(WindowSize::columns).filter((columns) -> columns > 0).orElse(DEFAULT_WIDTH));
	}

	private SshCommandLine(SshCommandMethod command, boolean colour, int width) {
		this.command = command;
		CommandSpec spec = CommandSpec.create().name(command.name());
		spec.usageMessage().description(escape(command.description()));
		int position = 0;
		for (SshCommandParameter parameter : command.methodParameters()) {
			switch (parameter.kind()) {
				case OPTION -> add(parameter, spec, option(parameter));
				case ARGUMENT -> add(parameter, spec, positional(parameter, position++));
				case SUPPLIED -> {
				}
			}
		}
		spec.addOption(OptionSpec.builder(HELP).usageHelp(true).description("Shows this help.").build());
		this.parser = new CommandLine(spec);
		// Without these a remote user reads files of the server (@file) and its
		// properties
		this.parser.setExpandAtFiles(false);
		this.parser.setInterpolateVariables(false);
		// The defaults look at the console of the server
		this.parser.setColorScheme(Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF));
		this.parser.setUsageHelpWidth(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width)));
	}

	/**
	 * Checks that the options of a command have names of their own.
	 * @param command the command
	 * @throws IllegalStateException if not
	 */
	static void verify(SshCommandMethod command) {
		try {
			new SshCommandLine(command, false, DEFAULT_WIDTH);
		}
		catch (CommandLine.PicocliException ex) {
			throw new IllegalStateException("The options of " + command + " do not fit together", ex);
		}
	}

	private void add(SshCommandParameter parameter, CommandSpec spec, ArgSpec argument) {
		this.specs.put(parameter, argument);
		spec.add(argument);
	}

	private static OptionSpec option(SshCommandParameter parameter) {
		OptionSpec.Builder option = OptionSpec.builder(parameter.names().toArray(String[]::new));
		if (parameter.isFlag()) {
			option.type(Boolean.class).arity("0..1").fallbackValue("true").hideParamSyntax(true).negatable(true);
		}
		else if (parameter.isMultiple()) {
			option.type(List.class).auxiliaryTypes(String.class).arity("1").splitRegex(",");
		}
		else {
			option.type(String.class).arity("1");
		}
		return option.required(parameter.required())
			.paramLabel("<" + parameter.label() + ">")
			.description(describe(parameter))
			.build();
	}

	private static PositionalParamSpec positional(SshCommandParameter parameter, int position) {
		PositionalParamSpec.Builder positional = PositionalParamSpec.builder();
		String least = parameter.required() ? "1" : "0";
		if (parameter.isMultiple()) {
			positional.type(List.class).auxiliaryTypes(String.class).index(position + "..*").arity(least + "..*");
		}
		else {
			positional.type(String.class).index(Integer.toString(position)).arity(least + "..1");
		}
		return positional.required(parameter.required())
			.paramLabel("<" + parameter.label() + ">")
			.description(describe(parameter))
			.build();
	}

	private static String describe(SshCommandParameter parameter) {
		List<String> parts = new ArrayList<>();
		parts.add(parameter.description());
		if (!parameter.candidates().isEmpty()) {
			parts.add("One of " + String.join(", ", parameter.candidates()) + ".");
		}
		if (parameter.defaultValue() != null && !parameter.defaultValue().isEmpty()) {
			parts.add("Default: " + parameter.defaultValue());
		}
		return escape(String.join(" ", parts).strip());
	}

	/**
	 * Picocli takes every description for a format.
	 */
	private static String escape(String text) {
		return text.replace("%", "%%");
	}

	/**
	 * Returns what {@code --help} shows.
	 * @return several lines, each with a line end
	 */
	String usage() {
		return this.parser.getUsageMessage();
	}

	/**
	 * Parses the words and converts them.
	 * @param words the words behind the command's name
	 * @param conversions what converts
	 * @param context what is handed to parameters that nobody types
	 * @return one argument per parameter of the method, or empty if help was asked for
	 * @throws SshUsageException if the words are wrong
	 */
	Optional<@Nullable Object[]> parse(List<String> words, ConversionService conversions, SshCommandContext context) {
		ParseResult result = parse(words);
		if (result.isUsageHelpRequested()) {
			return Optional.empty();
		}
		return Optional.of(this.command.methodParameters()
			.stream()
			.map((parameter) -> (parameter.kind() == SshCommandParameter.Kind.SUPPLIED) ? supplied(parameter, context)
					: parameter.convert(values(parameter, result), conversions))
			.toArray());
	}

	private ParseResult parse(List<String> words) {
		try {
			return this.parser.parseArgs(words.toArray(String[]::new));
		}
		catch (CommandLine.UnmatchedArgumentException ex) {
			throw unmatched(ex.getUnmatched());
		}
		catch (CommandLine.MissingParameterException ex) {
			// A mistyped name makes the right one missing: the mistake comes first
			List<String> unmatched = this.parser.getUnmatchedArguments();
			throw unmatched.isEmpty() ? new SshUsageException(String.valueOf(ex.getMessage())) : unmatched(unmatched);
		}
		catch (CommandLine.ParameterException ex) {
			throw new SshUsageException(String.valueOf(ex.getMessage()));
		}
	}

	private SshUsageException unmatched(List<String> words) {
		String word = words.get(0);
		return new SshUsageException(word.startsWith("-")
				? "Unknown option '" + word + "'" + SimilarNames.didYouMean(word.split("=", 2)[0], optionNames())
				: "Unexpected argument '" + word + "'");
	}

	private List<String> optionNames() {
		List<String> names = new ArrayList<>(this.command.optionNames());
		names.add(HELP);
		return names;
	}

	private List<String> values(SshCommandParameter parameter, ParseResult result) {
		ArgSpec spec = this.specs.get(parameter);
		Object value = (spec != null && isGiven(spec, result)) ? spec.getValue() : null;
		if (value instanceof List<?> values) {
			return values.stream().map(String::valueOf).toList();
		}
		return (value != null) ? List.of(value.toString()) : List.of();
	}

	private static boolean isGiven(ArgSpec spec, ParseResult result) {
		return (spec instanceof OptionSpec option) ? result.hasMatchedOption(option)
				: spec instanceof PositionalParamSpec positional && result.hasMatchedPositional(positional);
	}

	private static Object supplied(SshCommandParameter parameter, SshCommandContext context) {
		Class<?> type = parameter.type();
		if (type == SshCommandContext.class) {
			return context;
		}
		return (type == Locale.class) ? context.locale() : context.authentication();
	}

}
