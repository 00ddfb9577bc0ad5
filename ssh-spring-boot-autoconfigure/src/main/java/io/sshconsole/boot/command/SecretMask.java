package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.sshconsole.boot.line.CommandList;
import io.sshconsole.boot.line.LineParser;
import io.sshconsole.boot.line.LineSyntaxException;
import io.sshconsole.boot.line.Pipeline;
import io.sshconsole.boot.line.Word;

/**
 * Hides the secrets of a line from everything that keeps or shows lines. What it does not
 * understand it hides, too. It may be used by any number of threads at once.
 */
public final class SecretMask {

	/**
	 * How many lines may be inside each other. Nobody types more, and each costs stack.
	 */
	private static final int MAX_DEPTH = 8;

	/**
	 * What may be missing at the end of a line that is being typed.
	 */
	private static final List<String> ENDINGS = List.of("", "'", "\"", "\\", " x", "\\\"");

	private final SshCommandRegistry registry;

	/**
	 * Creates the mask.
	 * @param registry has the commands
	 */
	public SecretMask(SshCommandRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Masks a line. A line that is not finished, as while it is typed, counts as far as
	 * it goes.
	 * @param line the line as typed
	 * @return a line of the same length with {@code *} for each character of a secret
	 * value; the same object if there is none
	 */
	public String mask(String line) {
		if (this.registry.commands().stream().noneMatch(SecretMask::hasSecrets)) {
			return line;
		}
		String masked = mask(line, 0);
		return line.equals(masked) ? line : masked;
	}

	private String mask(String line, int depth) {
		MaskedLine shown = new MaskedLine(line);
		mask(line, line.length(), shown, depth);
		return shown.toString();
	}

	/**
	 * Masks the line up to an index; what is behind it is hidden.
	 */
	private void mask(String line, int length, MaskedLine shown, int depth) {
		shown.cut(length);
		String start = line.substring(0, length);
		for (String ending : ENDINGS) {
			try {
				mask(LineParser.parse(start + ending), shown, depth);
				return;
			}
			catch (LineSyntaxException ex) {
				if (!ex.isUnfinished()) {
					// What is in front of the mistake may be read
					int good = Math.max(0, Math.min(ex.column() - 1, length - 1));
					mask(line, good, shown, depth);
					return;
				}
			}
		}
		shown.cut(0);
	}

	private void mask(CommandList list, MaskedLine shown, int depth) {
		for (Pipeline pipeline : list.pipelines()) {
			pipeline.stages().forEach((stage) -> mask(stage.words(), shown, depth));
		}
	}

	private void mask(List<Word> stage, MaskedLine shown, int depth) {
		if (depth == MAX_DEPTH) {
			stage.forEach(shown::hide);
			return;
		}
		Optional<SshCommandDefinition> found = this.registry.find(texts(stage));
		if (found.isEmpty()) {
			maskUnknown(stage, shown);
			return;
		}
		SshCommandDefinition command = found.get();
		List<Word> words = stage.subList(command.words().size(), stage.size());
		if (command.parameters().stream().anyMatch(SshParameter::isLine)) {
			maskLine(command, words, shown, depth + 1);
		}
		if (!hasSecrets(command)) {
			return;
		}
		List<Integer> secrets = secrets(command, words);
		for (int i = 0; i < words.size(); i++) {
			shown.hideFrom(words.get(i), secrets.get(i));
		}
	}

	/**
	 * Masks the line that is an argument, in one word or in several.
	 */
	private void maskLine(SshCommandDefinition command, List<Word> words, MaskedLine shown, int depth) {
		List<WordRole> roles = WordRoles.of(command, texts(words));
		int first = 0;
		while (first < words.size() && roles.get(first).understood() && !isLine(roles.get(first))) {
			first++;
		}
		List<Word> line = words.subList(first, words.size());
		// Behind an option that there is not it may begin with any word
		for (int start = 0; start < line.size(); start++) {
			List<Word> rest = line.subList(start, line.size());
			if (this.registry.find(texts(rest)).isPresent()) {
				mask(rest, shown, depth);
				return;
			}
		}
		line.forEach((word) -> shown.replace(word, mask(word.text(), depth)));
		maskUnknown(line, shown);
	}

	private static boolean isLine(WordRole role) {
		return role.parameter() != null && role.parameter().isLine();
	}

	private static List<String> texts(List<Word> words) {
		return words.stream().map(Word::text).toList();
	}

	/**
	 * A command that there is not may be a misspelt one whose words are secret.
	 */
	private void maskUnknown(List<Word> stage, MaskedLine shown) {
		List<SshCommandDefinition> secret = this.registry.commands().stream().filter(SecretMask::hasSecrets).toList();
		List<String> texts = texts(stage);
		for (int words = 1; words <= texts.size(); words++) {
			String typed = String.join(" ", texts.subList(0, words));
			int wanted = words;
			List<String> names = secret.stream()
				.flatMap(SecretMask::names)
				.filter((name) -> name.split(" ").length == wanted)
				.toList();
			if (!SimilarNames.didYouMean(typed, names).isEmpty()) {
				stage.subList(words, texts.size()).forEach(shown::hide);
			}
		}
	}

	private static Stream<String> names(SshCommandDefinition command) {
		List<String> names = new ArrayList<>(command.aliases());
		names.add(command.name());
		return names.stream();
	}

	/**
	 * Finds the secrets.
	 * @return for each word the index in its text where a secret starts, beyond its end
	 * if there is none
	 */
	private static List<Integer> secrets(SshCommandDefinition command, List<Word> words) {
		boolean secrets = hasSecrets(command);
		return WordRoles.of(command, words.stream().map(Word::text).toList()).stream().map((role) -> {
			boolean hidden = secrets
					&& (!role.understood() || (role.parameter() != null && role.parameter().isSecret()));
			return hidden ? role.valueStart() : Integer.MAX_VALUE;
		}).toList();
	}

	private static boolean hasSecrets(SshCommandDefinition command) {
		return command.parameters().stream().anyMatch(SshParameter::isSecret);
	}

}
