package io.sshconsole.boot.command;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The command {@code help}: lists what the user may run, or shows how one command is
 * used.
 */
public class HelpCommand {

	private final Supplier<SshCommandRegistry> registry;

	private final SshCommandAccess access;

	private final Supplier<? extends Collection<String>> filters;

	private final Function<String, Optional<List<String>>> filterUsage;

	/**
	 * Creates the command.
	 * @param registry gives the commands; asked late, because this is one of them
	 * @param access says who is told of what
	 * @param filters gives the names of what stands behind a {@code |}
	 * @param filterUsage says how one of them is used
	 */
	public HelpCommand(Supplier<SshCommandRegistry> registry, SshCommandAccess access,
			Supplier<? extends Collection<String>> filters, Function<String, Optional<List<String>>> filterUsage) {
		this.registry = registry;
		this.access = access;
		this.filters = filters;
		this.filterUsage = filterUsage;
	}

	@SshCommand(name = "help", description = "Lists the commands, or shows how one is used.")
	@Nullable HelpPage help(@SshArgument(description = "Name of a command or group.", required = false) List<String> name,
			SshCommandContext context) {
		String shown = String.join(" ", name);
		Optional<SshCommandDefinition> command = this.registry.get().find(name);
		if (command.isPresent() && isCalled(command.get(), shown)) {
			List<SshCommandDefinition> permitted = this.access.visible(List.of(command.get()), context);
			checkPermitted(permitted, shown);
			return new HelpPage(permitted, (reader) -> reader.out().print(command.get().usage(reader)));
		}
		List<SshCommandDefinition> group = this.registry.get().group(name);
		if (group.isEmpty()) {
			writeFilter(shown, context);
			return null;
		}
		List<SshCommandDefinition> permitted = this.access.visible(group, context);
		checkPermitted(permitted, shown);
		List<SshCommandDefinition> visible = permitted.stream().filter((member) -> !member.isHidden()).toList();
		return new HelpPage(visible, (reader) -> {
			if (name.isEmpty()) {
				new CommandIndex(reader).write(visible, descriptions(visible), this.filters.get());
			}
			else {
				write(visible, reader);
			}
		});
	}

	private static boolean isCalled(SshCommandDefinition command, String name) {
		return command.name().equals(name) || command.aliases().contains(name);
	}

	private void writeFilter(String name, SshCommandContext context) {
		List<String> usage = this.filterUsage.apply(name)
			.orElseThrow(() -> new SshCommandException(
					unknown(PlainText.line(name), this.access.visible(this.registry.get().commands(), context)),
					SshExitStatus.UNKNOWN));
		usage.forEach(context.out()::println);
	}

	private static void checkPermitted(List<SshCommandDefinition> permitted, String name) {
		if (permitted.isEmpty()) {
			throw new SshCommandException(name + ": not permitted", SshExitStatus.NOT_PERMITTED);
		}
	}

	/**
	 * Collects what classes with commands say about the groups that their commands are
	 * in.
	 */
	private static Map<String, String> descriptions(List<SshCommandDefinition> commands) {
		Map<String, String> descriptions = new TreeMap<>();
		for (SshCommandDefinition command : commands) {
			SshCommandGroup group = AnnotatedElementUtils.findMergedAnnotation(command.beanType(),
					SshCommandGroup.class);
			if (group != null) {
				descriptions.put(group.name(), group.description());
			}
		}
		return descriptions;
	}

	/**
	 * Makes the message for a name that there is not.
	 * @param typed what was typed, in one line
	 * @param visible the commands that the user is told of
	 * @return the message, maybe with a guess of what was meant
	 */
	public static String unknown(String typed, List<SshCommandDefinition> visible) {
		List<String> names = visible.stream()
			.filter((command) -> !command.isHidden())
			.map(SshCommandDefinition::name)
			.toList();
		return typed + ": unknown command" + SimilarNames.didYouMean(typed, names);
	}

	/**
	 * Lists commands with their descriptions.
	 * @param commands the commands
	 * @param context who reads it
	 */
	public static void write(List<SshCommandDefinition> commands, SshCommandContext context) {
		new CommandIndex(context).write(commands, Map.of(), List.of());
	}

}
