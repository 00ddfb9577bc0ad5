package io.sshconsole.ssh.kex;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.keys.SignatureAlgorithm;

/**
 * The lists of algorithms that can be configured, one row each, and the way to edit them.
 */
public enum AlgorithmKind {

	KEX("key exchange method", names(KexAlgorithm.values(), KexAlgorithm::algorithmName)),

	HOST_KEY("host key algorithm", names(SignatureAlgorithm.values(), SignatureAlgorithm::algorithmName)),

	CIPHER("cipher", names(CipherAlgorithm.values(), CipherAlgorithm::algorithmName)),

	MAC("MAC", names(MacAlgorithm.values(), MacAlgorithm::algorithmName)),

	COMPRESSION("compression", names(Compression.values(), Compression::algorithmName)),

	PUBLIC_KEY("public key algorithm", names(SignatureAlgorithm.values(), SignatureAlgorithm::algorithmName));

	private final String description;

	private final List<String> known;

	AlgorithmKind(String description, List<String> known) {
		this.description = description;
		this.known = known;
	}

	private static <T> List<String> names(T[] rows, Function<T, String> name) {
		return Arrays.stream(rows).map(name).toList();
	}

	/**
	 * Returns all names that can be listed.
	 * @return names in no particular order of preference
	 */
	public List<String> known() {
		return this.known;
	}

	/**
	 * Changes a list as in {@code sshd_config}.
	 * @param present the list as it is
	 * @param edit names with commas between them; behind {@code +} they are appended,
	 * behind {@code ^} put in front, behind {@code -} removed, where {@code *} and
	 * {@code ?} are wildcards; without such a sign they replace the list
	 * @return the list as it shall be
	 * @throws IllegalArgumentException if a name is unknown, or no name is left
	 */
	List<String> edit(List<String> present, String edit) {
		String text = edit.strip();
		char sign = text.isEmpty() ? ' ' : text.charAt(0);
		List<String> result = switch (sign) {
			case '+' -> join(present, names(text.substring(1)));
			case '^' -> join(names(text.substring(1)), present);
			case '-' -> remove(present, text.substring(1));
			default -> join(names(text), List.of());
		};
		if (result.isEmpty()) {
			throw new IllegalArgumentException("'" + edit + "' leaves no " + this.description);
		}
		return result;
	}

	private List<String> names(String text) {
		return requireKnown(split(text));
	}

	private List<String> remove(List<String> present, String text) {
		List<Pattern> patterns = split(text).stream().map(this::pattern).toList();
		return present.stream()
			.filter((name) -> patterns.stream().noneMatch((pattern) -> pattern.matcher(name).matches()))
			.toList();
	}

	/**
	 * Reads a name with wildcards. One that matches nothing is a mistake: whoever wrote
	 * it would believe that something is off.
	 */
	private Pattern pattern(String text) {
		String expression = text.chars().mapToObj((letter) -> switch (letter) {
			case '*' -> ".*";
			case '?' -> ".";
			default -> Pattern.quote(Character.toString(letter));
		}).collect(Collectors.joining());
		Pattern pattern = Pattern.compile(expression);
		if (this.known.stream().noneMatch((name) -> pattern.matcher(name).matches())) {
			throw unknown(text);
		}
		return pattern;
	}

	/**
	 * Checks a list.
	 * @param names the list
	 * @return the same names
	 * @throws IllegalArgumentException if a name is unknown; its text lists those that
	 * are known
	 */
	List<String> requireKnown(List<String> names) {
		names.forEach((name) -> {
			if (!this.known.contains(name)) {
				throw unknown(name);
			}
		});
		return List.copyOf(names);
	}

	private IllegalArgumentException unknown(String name) {
		return new IllegalArgumentException(
				"Unknown " + this.description + " '" + name + "'. Known are " + String.join(", ", this.known));
	}

	private static List<String> split(String text) {
		return Arrays.stream(text.split(",")).map(String::strip).filter((name) -> !name.isEmpty()).toList();
	}

	private static List<String> join(List<String> first, List<String> second) {
		return Stream.concat(first.stream(), second.stream()).distinct().toList();
	}

}
