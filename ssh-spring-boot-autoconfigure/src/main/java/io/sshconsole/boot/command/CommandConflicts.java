package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Collects everything that is wrong with the commands of an application, so that a
 * developer reads of all mistakes at once.
 */
final class CommandConflicts {

	private final List<IllegalStateException> mistakes = new ArrayList<>();

	void add(IllegalStateException mistake) {
		this.mistakes.add(mistake);
	}

	private void add(String message) {
		this.mistakes.add(new IllegalStateException(message));
	}

	/**
	 * Looks for names that mean two commands.
	 * @param commands all commands
	 */
	void check(Collection<? extends SshCommandDefinition> commands) {
		Map<String, SshCommandDefinition> owners = new HashMap<>();
		for (SshCommandDefinition command : commands) {
			SshCommandDefinition other = owners.putIfAbsent(command.name(), command);
			if (other != null) {
				add("Two commands have the name '" + command.name() + "': " + other.source() + " and "
						+ command.source());
			}
		}
		for (SshCommandDefinition command : commands) {
			for (String alias : command.aliases()) {
				SshCommandDefinition other = owners.putIfAbsent(alias, command);
				if (other == command) {
					add("The alias '" + alias + "' of " + command.source()
							+ " is superfluous: it has that name already");
				}
				else if (other != null) {
					String what = other.name().equals(alias) ? "the name" : "an alias";
					add("The alias '" + alias + "' of " + command.source() + " is " + what + " of " + other.source());
				}
			}
		}
	}

	/**
	 * Looks for groups with two descriptions.
	 * @param commands all commands
	 */
	void checkGroups(Collection<? extends SshCommandDefinition> commands) {
		Map<String, Class<?>> owners = new HashMap<>();
		Set<Class<?>> seen = new HashSet<>();
		for (SshCommandDefinition command : commands) {
			Class<?> type = command.beanType();
			SshCommandGroup group = seen.add(type)
					? AnnotatedElementUtils.findMergedAnnotation(type, SshCommandGroup.class) : null;
			if (group != null) {
				Class<?> other = owners.putIfAbsent(group.name(), type);
				if (other != null) {
					add("The group '" + group.name() + "' is described twice: by " + other.getName() + " and "
							+ type.getName());
				}
			}
		}
	}

	/**
	 * Ends the start if anything is wrong.
	 * @throws IllegalStateException with all mistakes in its message
	 */
	void throwIfAny() {
		if (this.mistakes.isEmpty()) {
			return;
		}
		StringBuilder message = new StringBuilder(String.valueOf(this.mistakes.get(0).getMessage()));
		if (this.mistakes.size() > 1) {
			message.setLength(0);
			this.mistakes.forEach((mistake) -> message.append("\n\n  - ").append(mistake.getMessage()));
		}
		IllegalStateException all = new IllegalStateException(message.toString(), this.mistakes.get(0));
		this.mistakes.stream().skip(1).forEach(all::addSuppressed);
		throw all;
	}

}
