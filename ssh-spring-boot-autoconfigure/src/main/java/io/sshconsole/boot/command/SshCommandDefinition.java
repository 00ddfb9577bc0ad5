package io.sshconsole.boot.command;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.sshconsole.boot.line.Word;

/**
 * A command: what it is called, how its words are read, and what is asked about who may
 * run it. It may be used by any number of threads at once.
 */
public interface SshCommandDefinition {

	/**
	 * Returns the name.
	 * @return words separated by one blank; all but the last are groups
	 */
	String name();

	/**
	 * Returns the words of the name, or of the alias that it was found by.
	 * @return at least one
	 */
	default List<String> words() {
		return List.of(name().split(" "));
	}

	/**
	 * Returns further names.
	 * @return names, each as {@link #name()}
	 */
	default List<String> aliases() {
		return List.of();
	}

	/**
	 * Returns the description.
	 * @return one sentence, may be empty
	 */
	String description();

	/**
	 * Returns whether the command runs but is neither listed nor completed.
	 * @return {@code false} unless it says otherwise
	 */
	default boolean isHidden() {
		return false;
	}

	/**
	 * Returns why the command should not be used any more.
	 * @return what to use instead, or empty
	 */
	default Optional<String> deprecation() {
		return Optional.empty();
	}

	/**
	 * Returns what is typed behind the name, for completion, masking and help.
	 * @return the parameters in their order
	 */
	default List<SshParameter> parameters() {
		return List.of();
	}

	/**
	 * Returns the options that every command of its kind has, such as {@code --help}.
	 * @return the options that are accepted besides {@link #parameters()}
	 */
	default List<SshParameter> frameworkOptions() {
		return List.of();
	}

	/**
	 * Returns lines that show how the command is used.
	 * @return lines as they are typed
	 */
	default List<String> examples() {
		return List.of();
	}

	/**
	 * Returns whether {@code -o} chooses how the result is written.
	 * @return {@code false} for commands that return nothing or raw bytes, or have an
	 * option of that name
	 */
	default boolean hasOutputFormats() {
		return true;
	}

	/**
	 * Returns how long the command may run.
	 * @return the limit, zero for none; empty for the one of all commands
	 */
	default Optional<Duration> timeLimit() {
		return Optional.empty();
	}

	/**
	 * Returns what the user is asked before the command runs, unless {@code --yes} is
	 * given.
	 * @return the question, or empty
	 */
	default Optional<String> confirmation() {
		return Optional.empty();
	}

	/**
	 * Returns the class whose annotations protect the command, besides those of its
	 * {@link #method()}.
	 * @return the class behind all proxies
	 */
	Class<?> beanType();

	/**
	 * Returns the method whose annotations protect the command, and whose parameters
	 * {@code @PreAuthorize} may name.
	 * @return the method as {@link #beanType()} has it
	 */
	Method method();

	/**
	 * Returns where the command comes from, for the analysis of conflicts.
	 * @return a method or class as a developer knows it
	 */
	default String source() {
		return method().toGenericString();
	}

	/**
	 * Returns what {@code --help} shows.
	 * @param context tells the width and whether there is colour
	 * @return several lines, each with a line end
	 */
	String usage(SshCommandContext context);

	/**
	 * Parses the words behind the name. Nothing of the command has run by then.
	 * @param words the words, not the name
	 * @param context who runs it
	 * @return the call, or empty if help was asked for
	 * @throws SshUsageException if the words are wrong
	 */
	Optional<SshCommandCall> parse(List<Word> words, SshCommandContext context);

}
