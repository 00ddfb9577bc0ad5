package io.sshconsole.boot.filter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.line.Word;
import org.jspecify.annotations.Nullable;

/**
 * The words behind the name of a filter, read as GNU tools read them: bundles of short
 * options, values that may be attached, options behind arguments, and {@code --}.
 */
final class FilterOptions {

	/**
	 * Greatest number that an option takes: what is kept for it must fit into memory.
	 */
	private static final int MAX_NUMBER = 1_000_000_000;

	private final Map<Character, List<String>> options = new HashMap<>();

	private final List<String> arguments = new ArrayList<>();

	private FilterOptions() {
	}

	/**
	 * Reads words.
	 * @param words the name, then the options and arguments
	 * @param flags the options without a value
	 * @param valued the options with one
	 * @param number the option that {@code -5} is short for, or {@code null}
	 * @return what was read
	 * @throws SshUsageException if an option is unknown, or lacks its value
	 */
	static FilterOptions parse(List<Word> words, String flags, String valued, @Nullable Character number) {
		FilterOptions options = new FilterOptions();
		List<String> left = new ArrayList<>(words.subList(1, words.size()).stream().map(Word::text).toList());
		boolean ended = false;
		while (!left.isEmpty()) {
			String word = left.remove(0);
			if (ended || !word.startsWith("-") || word.equals("-")) {
				options.arguments.add(word);
			}
			else if (word.equals("--")) {
				ended = true;
			}
			else if (number != null && word.matches("-\\d+")) {
				options.add(number, word.substring(1));
			}
			else {
				options.readBundle(word, left, flags, valued);
			}
		}
		return options;
	}

	private void readBundle(String word, List<String> left, String flags, String valued) {
		for (int i = 1; i < word.length(); i++) {
			char option = word.charAt(i);
			if (valued.indexOf(option) >= 0) {
				if (i + 1 == word.length() && left.isEmpty()) {
					throw new SshUsageException("-" + option + " needs a value");
				}
				add(option, (i + 1 < word.length()) ? word.substring(i + 1) : left.remove(0));
				return;
			}
			if (flags.indexOf(option) < 0) {
				throw new SshUsageException("unknown option " + (word.startsWith("--") ? word : "-" + option));
			}
			add(option, "");
		}
	}

	private void add(char option, String value) {
		this.options.computeIfAbsent(option, (key) -> new ArrayList<>()).add(value);
	}

	boolean has(char option) {
		return this.options.containsKey(option);
	}

	/**
	 * Returns all values of an option.
	 * @param option its letter
	 * @return the values in their order
	 */
	List<String> values(char option) {
		return this.options.getOrDefault(option, List.of());
	}

	/**
	 * Returns the value of an option; the last one counts.
	 * @param option its letter
	 * @return the value, or empty
	 */
	Optional<String> value(char option) {
		List<String> values = values(option);
		return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
	}

	/**
	 * Returns the number that is the value of an option.
	 * @param option its letter
	 * @param fallback what counts without the option
	 * @return the number, not negative
	 * @throws SshUsageException if it is no such number
	 */
	int number(char option, int fallback) {
		return value(option).map((text) -> number(text, "-" + option)).orElse(fallback);
	}

	static int number(String text, String where) {
		if (!text.matches("\\d{1,10}") || Long.parseLong(text) > MAX_NUMBER) {
			throw new SshUsageException(where + " needs a number, not '" + text + "'");
		}
		return Integer.parseInt(text);
	}

	/**
	 * Returns the one character that is the value of an option.
	 * @param option its letter
	 * @param fallback what counts without the option
	 * @return the character
	 * @throws SshUsageException if it is not one
	 */
	char character(char option, char fallback) {
		String text = value(option).orElse(String.valueOf(fallback));
		if (text.length() != 1) {
			throw new SshUsageException("-" + option + " needs one character, not '" + text + "'");
		}
		return text.charAt(0);
	}

	/**
	 * Returns the arguments.
	 * @param max how many there may be; files are not among them
	 * @return the arguments
	 * @throws SshUsageException if there are more
	 */
	List<String> arguments(int max) {
		if (this.arguments.size() > max) {
			throw new SshUsageException("'" + this.arguments.get(max) + "' is one argument too many; a filter reads"
					+ " what is in front of its |");
		}
		return this.arguments;
	}

}
