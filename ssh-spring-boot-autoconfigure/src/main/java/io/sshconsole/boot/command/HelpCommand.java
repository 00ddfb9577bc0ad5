package io.sshconsole.boot.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
		Optional<SshCommandMethod> command = this.registry.get().find(name);
		if (command.isPresent() && command.get().words().equals(name)) {
			checkPermitted(permitted(List.of(command.get()), context), name);
			context.out().print(new SshCommandLine(command.get(), context).usage());
			return;
		}
		List<SshCommandMethod> group = this.registry.get().group(name);
		if (group.isEmpty()) {
			throw new SshCommandException(
					unknown(PlainText.line(String.join(" ", name)), permitted(this.registry.get().commands(), context)),
					SshCommandExecutor.UNKNOWN);
		}
		List<SshCommandMethod> permitted = permitted(group, context);
		checkPermitted(permitted, name);
		write(permitted, context.out());
	}

	private List<SshCommandMethod> permitted(List<SshCommandMethod> commands, SshCommandContext context) {
		return commands.stream()
			.filter((command) -> this.authorizer.isPermitted(command, context.authentication()))
			.toList();
	}

	private static void checkPermitted(List<SshCommandMethod> permitted, List<String> name) {
		if (permitted.isEmpty()) {
			throw new SshCommandException(String.join(" ", name) + ": not permitted", SshCommandExecutor.NOT_PERMITTED);
		}
	}

	static String unknown(String typed, List<SshCommandMethod> permitted) {
		List<String> names = permitted.stream().map(SshCommandMethod::name).toList();
		return typed + ": unknown command" + SimilarNames.didYouMean(typed, names);
	}

	static void write(List<SshCommandMethod> commands, PrintWriter out) {
		int width = commands.stream().mapToInt((command) -> command.name().length()).max().orElse(0);
		for (SshCommandMethod command : commands) {
			String padding = " ".repeat(width - command.name().length());
			out.println((command.name() + padding + "  " + command.description()).stripTrailing());
		}
	}

}
