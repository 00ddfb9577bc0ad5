package io.sshconsole.boot.command;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line, cut as a POSIX shell cuts them.
 *
 * <pre>
 * line    = word *( blank word )
 * word    = 1*( plain / "\" any / "'" *any-but-quote "'" / %x22 *( any / "\" ( %x22 / "\" ) ) %x22 )
 * </pre>
 *
 * Outside of quotes {@code | & ; < >} and a line break are refused: in a shell they mean
 * more than one command, and must not become arguments by accident.
 */
final class SshCommandTokens {

	private static final String OPERATORS = "|&;<>\n\r";

	private final String line;

	private final List<String> words = new ArrayList<>();

	private int position;

	private SshCommandTokens(String line) {
		this.line = line.strip();
	}

	/**
	 * Cuts a line.
	 * @param line the line as typed
	 * @return its words, empty for a blank line or a comment
	 * @throws SshUsageException if a quote is not closed
	 */
	static List<String> of(String line) {
		SshCommandTokens tokens = new SshCommandTokens(line);
		if (!tokens.line.startsWith("#")) {
			tokens.readWords();
		}
		return tokens.words;
	}

	private void readWords() {
		while (this.position < this.line.length()) {
			if (isBlank(this.line.charAt(this.position))) {
				this.position++;
			}
			else {
				this.words.add(readWord());
			}
		}
	}

	private String readWord() {
		StringBuilder word = new StringBuilder();
		while (this.position < this.line.length()) {
			char c = this.line.charAt(this.position);
			if (isBlank(c)) {
				break;
			}
			this.position++;
			switch (c) {
				case '\'', '"' -> readQuoted(c, word);
				case '\\' -> word.append(next("A backslash at the end of the line needs a character behind it"));
				default -> word.append(plain(c));
			}
		}
		return word.toString();
	}

	private void readQuoted(char quote, StringBuilder word) {
		String unclosed = "Missing closing " + quote + " for the one at column " + this.position;
		for (char c = next(unclosed); c != quote; c = next(unclosed)) {
			boolean escape = quote == '"' && c == '\\' && this.position < this.line.length()
					&& "\"\\".indexOf(this.line.charAt(this.position)) >= 0;
			word.append(escape ? next(unclosed) : c);
		}
	}

	private char next(String message) {
		if (this.position == this.line.length()) {
			throw new SshUsageException(message);
		}
		return this.line.charAt(this.position++);
	}

	private char plain(char c) {
		if (OPERATORS.indexOf(c) >= 0) {
			String shown = (c == '\n' || c == '\r') ? "A line break" : "'" + c + "'";
			throw new SshUsageException(
					shown + " at column " + this.position + " must be quoted: a line holds one command");
		}
		return c;
	}

	private static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

}
