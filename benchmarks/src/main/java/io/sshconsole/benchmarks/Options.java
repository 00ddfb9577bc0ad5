package io.sshconsole.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of a command line: {@code --name value} pairs, the flag {@code --quick}, and
 * the rest.
 */
public final class Options {

	private static final Set<String> FLAGS = Set.of("--quick");

	private final Map<String, String> values = new HashMap<>();

	private final List<String> words = new ArrayList<>();

	public Options(String... arguments) {
		for (int i = 0; i < arguments.length; i++) {
			if (!arguments[i].startsWith("--")) {
				this.words.add(arguments[i]);
			}
			else if (FLAGS.contains(arguments[i])) {
				this.values.put(arguments[i].substring(2), "");
			}
			else if (i + 1 < arguments.length) {
				this.values.put(arguments[i].substring(2), arguments[++i]);
			}
			else {
				throw new IllegalArgumentException("The option " + arguments[i] + " has no value");
			}
		}
	}

	public List<String> words() {
		return List.copyOf(this.words);
	}

	public boolean has(String name) {
		return this.values.containsKey(name);
	}

	/**
	 * Returns a value that must be there.
	 * @param name without the dashes
	 * @return the value
	 * @throws IllegalArgumentException if it is missing
	 */
	public String get(String name) {
		String value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException("The option --" + name + " is missing");
		}
		return value;
	}

	public String get(String name, String otherwise) {
		return this.values.getOrDefault(name, otherwise);
	}

	public long number(String name, long otherwise) {
		return Long.parseLong(get(name, String.valueOf(otherwise)));
	}

}
