package io.sshconsole.boot.command;

import java.util.List;
import java.util.Optional;

/**
 * What is typed behind a command's name: an option or an argument.
 */
public interface SshParameter {

	/**
	 * Returns what stands for its value in usage and messages.
	 * @return words and dashes, without angle brackets
	 */
	String label();

	/**
	 * Returns the names of an option.
	 * @return the names with their dashes; empty for an argument
	 */
	List<String> names();

	/**
	 * Returns the description.
	 * @return one sentence, may be empty
	 */
	String description();

	/**
	 * Returns whether it is an option that stands alone, without a value.
	 * @return {@code true} for a flag
	 */
	boolean isFlag();

	/**
	 * Returns whether its value appears nowhere but in the command.
	 * @return {@code true} if it is masked in history, on the screen and in audits
	 */
	boolean isSecret();

	/**
	 * Returns whether its words are a line of this console, as behind {@code watch}.
	 * @return {@code true} if the secrets of that line are masked
	 */
	default boolean isLine() {
		return false;
	}

	/**
	 * Returns whether it takes several values: an option again and again, an argument all
	 * the words that are left.
	 * @return {@code true} if so
	 */
	boolean isMultiple();

	/**
	 * Returns whether a line without it is wrong.
	 * @return {@code false} unless it says otherwise
	 */
	default boolean isRequired() {
		return false;
	}

	/**
	 * Returns the text that counts when nothing is given.
	 * @return the default, or empty
	 */
	default Optional<String> defaultValue() {
		return Optional.empty();
	}

	/**
	 * Returns all values that there are, if they are few and known.
	 * @return the values as they are typed, or empty
	 */
	List<String> candidates();

	/**
	 * Returns what offers values while they are typed.
	 * @return the type of a bean, or empty
	 */
	Optional<Class<? extends SshCompletionProvider>> completion();

	/**
	 * Returns what one value becomes.
	 * @return the type; of a collection or array that of its elements
	 */
	Class<?> type();

}
