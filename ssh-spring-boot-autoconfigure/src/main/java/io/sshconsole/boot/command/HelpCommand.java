package io.sshconsole.boot.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.sshconsole.boot.terminal.PlainText;

/**
 * The command {@code help}: lists what the user may run, or shows how one command is
 * used.
 */
public class HelpCommand {

	private final Supplier<SshCommandRegistry> registry;

	private final SshCommandAuthorizer authorizer;

	/**
	 * Creates the command.
	 * @param registry gives the commands; asked late, because this is one of them
	 * @param authorizer says who may run what
	 */
	public HelpCommand(Supplier<SshCommandRegistry> registry, SshCommandAuthorizer authorizer) {
		this.registry = registry;
		this.authorizer = authorizer;
	}

	@SshCommand(name = "help", description = "Lists the commands, or shows how one is used.")
	void help(@SshArgument(description = "Name of a command or group.", required = false) List<String> name,
			SshCommandContext context) {
		Optional<SshCommandDefinition> command = this.registry.get().find(name);
		if (command.isPresent() && command.get().words().equals(name)) {
			checkPermitted(permitted(List.of(command.get()), context), name);
			context.out().print(command.get().usage(context));
			return;
		}
		List<SshCommandDefinition> group = this.registry.get().group(name);
		if (group.isEmpty()) {
			throw new SshCommandException(
					unknown(PlainText.line(String.join(" ", name)), permitted(this.registry.get().commands(), context)),
					SshExitStatus.UNKNOWN);
		}
		List<SshCommandDefinition> permitted = permitted(group, context);
		checkPermitted(permitted, name);
		write(permitted, context.out());
	}

	private List<SshCommandDefinition> permitted(List<SshCommandDefinition> commands, SshCommandContext context) {
		return commands.stream()
			.filter((command) -> this.authorizer.isPermitted(command, context.authentication()))
			.toList();
	}

	private static void checkPermitted(List<SshCommandDefinition> permitted, List<String> name) {
		if (permitted.isEmpty()) {
			throw new SshCommandException(String.join(" ", name) + ": not permitted", SshExitStatus.NOT_PERMITTED);
		}
	}

	/**
	 * Makes the message for a name that there is not.
	 * @param typed what was typed, in one line
	 * @param permitted the commands that the user may run
	 * @return the message, maybe with a guess of what was meant
	 */
	public static String unknown(String typed, List<SshCommandDefinition> permitted) {
		List<String> names = permitted.stream().map(SshCommandDefinition::name).toList();
		return typed + ": unknown command" + SimilarNames.didYouMean(typed, names);
	}

	/**
	 * Lists commands with their descriptions.
	 * @param commands the commands
	 * @param out where to
	 */
	public static void write(List<SshCommandDefinition> commands, PrintWriter out) {
		int width = commands.stream().mapToInt((command) -> command.name().length()).max().orElse(0);
		for (SshCommandDefinition command : commands) {
			String padding = " ".repeat(width - command.name().length());
			out.println((command.name() + padding + "  " + command.description()).stripTrailing());
		}
	}

}
