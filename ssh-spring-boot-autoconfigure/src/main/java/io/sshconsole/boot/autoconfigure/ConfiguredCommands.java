package io.sshconsole.boot.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshCommandDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the commands that keys of properties mean. A key that means none would protect
 * nothing, and one that may mean two maybe the wrong one: both are refused.
 */
final class ConfiguredCommands {

	private static final PropertyCheck check = new PropertyCheck("");

	private final Collection<SshCommandDefinition> commands;

	ConfiguredCommands(Collection<SshCommandDefinition> commands) {
		this.commands = commands;
	}

	/**
	 * Returns one thing that is said about commands.
	 * @param configured what is configured, by keys
	 * @param property what is asked for; {@code null} where it is not said
	 * @return what is said, by the names of the commands
	 */
	Map<String, String> byName(Map<String, SshConsoleCommand> configured,
			Function<SshConsoleCommand, @Nullable String> property) {
		Map<String, String> values = new TreeMap<>();
		byName(configured).forEach((name, command) -> {
			String value = property.apply(command);
			if (value != null) {
				values.put(name, value);
			}
		});
		return values;
	}

	private Map<String, SshConsoleCommand> byName(Map<String, SshConsoleCommand> configured) {
		Map<String, SshConsoleCommand> byName = new TreeMap<>();
		configured.forEach((key, values) -> {
			String name = find(key);
			@Nullable SshConsoleCommand other = byName.put(name, values);
			if (other != null && !other.equals(values)) {
				throw invalid(key, "Another key says something else about the command '" + name + "'.");
			}
		});
		return byName;
	}

	private String find(String key) {
		List<SshCommandDefinition> found = this.commands.stream()
			.filter((command) -> names(command).anyMatch(key::equals))
			.toList();
		if (found.isEmpty()) {
			found = this.commands.stream()
				.filter((command) -> names(command).map(ConfiguredCommands::uniform).anyMatch(uniform(key)::equals))
				.toList();
		}
		if (found.isEmpty()) {
			throw invalid(key, "There is no command of that name.");
		}
		if (found.size() > 1) {
			throw invalid(key, "It may mean '" + found.get(0).name() + "' or '" + found.get(1).name() + "'. Write '["
					+ found.get(0).name() + "]' for the first one.");
		}
		return found.get(0).name();
	}

	private static Stream<String> names(SshCommandDefinition command) {
		return Stream.concat(Stream.of(command.name()), command.aliases().stream());
	}

	/**
	 * Reduces a name to what is left of it in environment variables.
	 */
	private static String uniform(String name) {
		return name.codePoints()
			.filter(Character::isLetterOrDigit)
			.map(Character::toLowerCase)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	private static RuntimeException invalid(String key, String reason) {
		return check.invalid("commands", key, reason);
	}

}
