package io.sshconsole.boot.filter;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.line.Word;

/**
 * All filters by name. Every user may use them: they see nothing but what is piped into
 * them.
 */
public final class Filters {

	private Filters() {
	}

	/**
	 * Returns the names for help and completion.
	 * @return the names, sorted
	 */
	public static Set<String> names() {
		return Set.of();
	}

	/**
	 * Returns how a filter is used.
	 * @param name its name
	 * @return the lines of its help, or empty if there is no such filter
	 */
	public static Optional<List<String>> usage(String name) {
		return Optional.empty();
	}

	/**
	 * Makes a filter for one run.
	 * @param words its name, then its options and arguments
	 * @return the filter
	 * @throws SshUsageException if there is no such filter, or its words are wrong
	 */
	public static Filter create(List<Word> words) {
		throw new SshUsageException(words.get(0).text() + ": unknown filter");
	}

}
