package io.sshconsole.boot.adopt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.sshconsole.boot.command.CommandBeans;
import io.sshconsole.boot.command.SshCommandSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.PicocliException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * The commands of an application that was written for picocli: its beans with
 * {@link Command @Command}, and everything below them.
 */
public final class PicocliCommandSource implements SshCommandSource {

	private static final Logger logger = LoggerFactory.getLogger(PicocliCommandSource.class);

	private final CommandBeans beans;

	private final boolean strict;

	/**
	 * Creates a source.
	 * @param beans has the beans
	 * @param strict whether a bean that cannot be offered is a failure; otherwise it is
	 * left out with a warning, because it may be there for another purpose
	 */
	public PicocliCommandSource(CommandBeans beans, boolean strict) {
		this.beans = beans;
		this.strict = strict;
	}

	@Override
	public List<PicocliCommand> commands() {
		Map<Class<?>, String> beans = beans();
		Set<Class<?>> below = new HashSet<>();
		beans.keySet().forEach((type) -> addSubcommands(type, below));
		List<PicocliCommand> commands = new ArrayList<>();
		beans.keySet().stream().filter((type) -> !below.contains(type)).forEach((type) -> adopt(type, beans, commands));
		return commands;
	}

	private Map<Class<?>, String> beans() {
		Map<Class<?>, String> beans = new LinkedHashMap<>();
		this.beans.types().forEach((name, type) -> {
			if (annotations(type).isPresent(Command.class)) {
				beans.put(type, name);
			}
		});
		return beans;
	}

	private static MergedAnnotations annotations(Class<?> type) {
		return MergedAnnotations.from(type, SearchStrategy.SUPERCLASS);
	}

	private static void addSubcommands(Class<?> type, Set<Class<?>> found) {
		annotations(type).stream(Command.class)
			.map(MergedAnnotation::synthesize)
			.flatMap((command) -> List.of(command.subcommands()).stream())
			.filter(found::add)
			.forEach((subcommand) -> addSubcommands(subcommand, found));
	}

	private void adopt(Class<?> type, Map<Class<?>, String> beans, List<PicocliCommand> commands) {
		try {
			commands.addAll(PicocliTree.commands(() -> new PicocliTree(this.beans.beanFactory(), beans, type)));
		}
		catch (PicocliException | IllegalStateException ex) {
			String message = "The picocli command " + type.getName() + " (bean '" + beans.get(type)
					+ "') cannot be offered: " + NestedExceptionUtils.getMostSpecificCause(ex).getMessage();
			if (this.strict) {
				throw new IllegalStateException(message, ex);
			}
			logger.warn("{}. Set ssh-console.execution.adopt=false if it is not meant to be", message);
		}
	}

}
