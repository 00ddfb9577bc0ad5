package io.sshconsole.boot.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
		try {
			for (Pipeline pipeline : LineParser.parse(line).pipelines()) {
				pipeline.stages().forEach((stage) -> mask(stage, masked));
			}
		}
		catch (LineSyntaxException ex) {
			hide(masked, 0, line.length());
		}
		return line.contentEquals(masked) ? line : masked.toString();
	}

	private void mask(Stage stage, StringBuilder masked) {
		Optional<SshCommandDefinition> command = this.registry.get().find(stage.texts());
		if (command.isPresent() && hasSecrets(command.get())) {
			List<Word> words = stage.words();
			for (Word word : words.subList(command.get().words().size(), words.size())) {
				hide(masked, word.start(), word.end());
			}
		}
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
