package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.sshconsole.boot.line.CommandList;
import io.sshconsole.boot.line.LineParser;
import io.sshconsole.boot.line.LineSyntaxException;
import io.sshconsole.boot.line.Pipeline;
import io.sshconsole.boot.line.Stage;
import io.sshconsole.boot.line.Word;

/**
 * Hides the secrets of a line from everything that keeps or shows lines. What it does not
 * understand it hides, too. It may be used by any number of threads at once.
 */
public final class SecretMask {

	private static final char STAR = '*';

	/**
	 * What may be missing at the end of a line that is being typed.
	 */
	private static final List<String> ENDINGS = List.of("", "'", "\"", "\\", " x", "\\\"");

	private final Supplier<SshCommandRegistry> registry;

	/**
	 * Creates the mask.
	 * @param registry gives the commands; asked late, because some of them use this
	 */
	public SecretMask(Supplier<SshCommandRegistry> registry) {
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
		if (this.registry.get().commands().stream().noneMatch(SecretMask::hasSecrets)) {
			return line;
		}
		StringBuilder masked = new StringBuilder(line);
		mask(line, line.length(), masked);
		return line.contentEquals(masked) ? line : masked.toString();
	}

	/**
	 * Masks the line up to an index; what is behind it is hidden.
	 */
	private void mask(String line, int length, StringBuilder masked) {
		hide(masked, length, line.length());
		String start = line.substring(0, length);
		for (String ending : ENDINGS) {
			try {
				mask(LineParser.parse(start + ending), masked, length);
				return;
			}
			catch (LineSyntaxException ex) {
				if (!ex.isUnfinished()) {
					// What is in front of the mistake may be read
					int good = Math.max(0, Math.min(ex.column() - 1, length - 1));
					mask(line, good, masked);
					return;
				}
			}
		}
		hide(masked, 0, length);
	}

	private void mask(CommandList list, StringBuilder masked, int length) {
		for (Pipeline pipeline : list.pipelines()) {
			pipeline.stages().forEach((stage) -> mask(stage, masked, length));
		}
	}

	private void mask(Stage stage, StringBuilder masked, int length) {
		Optional<SshCommandDefinition> found = this.registry.get().find(stage.texts());
		if (found.isEmpty()) {
			maskUnknown(stage, masked, length);
			return;
		}
		SshCommandDefinition command = found.get();
		if (!hasSecrets(command)) {
			return;
		}
		List<Word> words = stage.words().subList(command.words().size(), stage.words().size());
		List<Integer> secrets = secrets(command, words);
		for (int i = 0; i < words.size(); i++) {
			Word word = words.get(i);
			int secret = secrets.get(i);
			if (secret < word.text().length() && word.start() < length) {
				String shown = word.text().substring(0, secret);
				// A quote in what may be shown moves it: better nothing is shown
				boolean plain = masked.substring(word.start(), Math.min(word.end(), length)).startsWith(shown);
				hide(masked, plain ? word.start() + secret : word.start(), Math.min(word.end(), length));
			}
		}
	}

	/**
	 * A command that there is not may be a misspelt one whose words are secret.
	 */
	private void maskUnknown(Stage stage, StringBuilder masked, int length) {
		List<SshCommandDefinition> secret = this.registry.get()
			.commands()
			.stream()
			.filter(SecretMask::hasSecrets)
			.toList();
		List<String> texts = stage.texts();
		for (int words = 1; words <= texts.size(); words++) {
			String typed = String.join(" ", texts.subList(0, words));
			int wanted = words;
			List<String> names = secret.stream()
				.flatMap(SecretMask::names)
				.filter((name) -> name.split(" ").length == wanted)
				.toList();
			if (!SimilarNames.didYouMean(typed, names).isEmpty()) {
				stage.words()
					.subList(words, texts.size())
					.forEach((word) -> hide(masked, word.start(), Math.min(word.end(), length)));
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

	private static void hide(StringBuilder line, int start, int end) {
		for (int i = start; i < end; i++) {
			line.setCharAt(i, STAR);
		}
	}

	private static boolean hasSecrets(SshCommandDefinition command) {
		return command.parameters().stream().anyMatch(SshParameter::isSecret);
	}

}
