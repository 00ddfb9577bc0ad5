package io.sshconsole.boot.adopt;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshCommandAuthorizer;
import io.sshconsole.boot.command.SshCommandCall;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshParameter;
import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.line.Word;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.Assert;

/**
 * One command of picocli that can be run. Its name is that of its tree and of every
 * command on the way down.
 */
final class PicocliCommand implements SshCommandDefinition {

	private static final String HELP = "--help";

	/**
	 * What picocli can lay out at least.
	 */
	private static final int MIN_WIDTH = 55;

	private static final int MAX_WIDTH = 200;

	private final Supplier<PicocliTree> trees;

	private final List<String> words;

	private final List<String> aliases;

	private final CommandSpec declaration;

	private final Class<?> beanType;

	private final Method method;

	/**
	 * Creates a command.
	 * @param trees makes trees that it is part of
	 * @param path the commands from the root to this one
	 * @param beanType the class of its object
	 * @param method what is called
	 * @throws IllegalStateException if the command would not be protected as it looks
	 */
	PicocliCommand(Supplier<PicocliTree> trees, List<CommandLine> path, Class<?> beanType, Method method) {
		this.trees = trees;
		this.words = path.stream().map(CommandLine::getCommandName).toList();
		this.declaration = path.get(path.size() - 1).getCommandSpec();
		this.aliases = aliases(path).filter((alias) -> !alias.equals(name())).toList();
		this.beanType = beanType;
		this.method = method;
		SshCommandAuthorizer.verify(this);
		path.subList(0, path.size() - 1).forEach((group) -> verifyProtected(group.getCommandSpec().userObject()));
	}

	private static Stream<String> aliases(List<CommandLine> path) {
		Stream<String> names = Stream.of("");
		for (CommandLine command : path) {
			CommandSpec spec = command.getCommandSpec();
			names = names.flatMap((above) -> Stream.concat(Stream.of(spec.name()), Stream.of(spec.aliases()))
				.map((name) -> (above + " " + name).strip()));
		}
		return names;
	}

	/**
	 * Picocli does not run the commands above, so their annotations protect nothing
	 * below, whatever it looks like.
	 */
	private void verifyProtected(Object above) {
		Assert.state(!isRestricted(above.getClass()) || isRestricted(this.beanType),
				() -> "an annotation on " + above.getClass().getName() + " does not protect '" + name()
						+ "'; repeat it on " + this.beanType.getName());
	}

	private static boolean isRestricted(Class<?> type) {
		return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
			.stream()
			.map((annotation) -> annotation.getType().getName())
			.anyMatch((name) -> name.startsWith("org.springframework.security.")
					|| name.startsWith("jakarta.annotation.security."));
	}

	@Override
	public String name() {
		return String.join(" ", this.words);
	}

	@Override
	public List<String> aliases() {
		return this.aliases;
	}

	@Override
	public String description() {
		UsageMessageSpec usage = this.declaration.usageMessage();
		return Stream.of(usage.header(), usage.description())
			.flatMap(Stream::of)
			.findFirst()
			.map((line) -> Ansi.OFF.string(line.replace("%n", " ").replace("%%", "%")))
			.orElse("");
	}

	@Override
	public boolean isHidden() {
		return this.declaration.usageMessage().hidden();
	}

	@Override
	public List<SshParameter> parameters() {
		return this.declaration.args()
			.stream()
			.filter((argument) -> !argument.hidden())
			.<SshParameter>map(PicocliParameter::new)
			.toList();
	}

	/**
	 * Returns no: the options are those that picocli knows.
	 */
	@Override
	public boolean hasOutputFormats() {
		return false;
	}

	@Override
	public Class<?> beanType() {
		return this.beanType;
	}

	@Override
	public Method method() {
		return this.method;
	}

	@Override
	public String usage(SshCommandContext context) {
		CommandLine command = last(tree(context).find(this.words));
		addHelp(command);
		command.setUsageHelpWidth(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, context.terminal().columns())));
		return command.getUsageMessage(Help.defaultColorScheme(context.hasColour() ? Ansi.ON : Ansi.OFF));
	}

	private PicocliTree tree(SshCommandContext context) {
		PicocliTree tree = this.trees.get();
		tree.root().setOut(context.out());
		tree.root().setErr(context.err());
		return tree;
	}

	private static <T> T last(List<T> list) {
		return list.get(list.size() - 1);
	}

	private static void addHelp(CommandLine command) {
		if (command.getCommandSpec().findOption(HELP) == null) {
			command.getCommandSpec()
				.addOption(OptionSpec.builder(HELP).usageHelp(true).description("Shows this help.").build());
		}
	}

	@Override
	public Optional<SshCommandCall> parse(List<Word> words, SshCommandContext context) {
		PicocliTree tree = tree(context);
		List<CommandLine> path = tree.find(this.words);
		CommandLine command = last(path);
		addHelp(command);
		List<CommandLine> parsed = parse(tree.root(), words).asCommandLineList();
		if (!parsed.equals(path)) {
			// Who may run this one need not be allowed to run another
			throw new SshUsageException("'" + parsed.get(Math.min(path.size(), parsed.size() - 1)).getCommandName()
					+ "' is a command of its own, and options of '" + name() + "' cannot stand in front of it");
		}
		ParseResult result = command.getParseResult();
		return result.isUsageHelpRequested() ? Optional.empty()
				: Optional.of(new PicocliCall(tree, command, result.isVersionHelpRequested()));
	}

	private ParseResult parse(CommandLine root, List<Word> words) {
		try {
			return root.parseArgs(
					Stream.concat(this.words.stream().skip(1), words.stream().map(Word::text)).toArray(String[]::new));
		}
		catch (CommandLine.ParameterException ex) {
			throw usage(ex);
		}
	}

	/**
	 * Makes a mistake of the user of what picocli says about it.
	 */
	static SshUsageException usage(CommandLine.ParameterException ex) {
		String message = String.valueOf(ex.getMessage());
		List<String> suggestions = (ex instanceof CommandLine.UnmatchedArgumentException unmatched)
				? unmatched.getSuggestions() : List.of();
		return new SshUsageException(
				suggestions.isEmpty() ? message : message + "; did you mean '" + suggestions.get(0) + "'?");
	}

	@Override
	public String toString() {
		return "'" + name() + "' (" + this.method.toGenericString() + ")";
	}

}
