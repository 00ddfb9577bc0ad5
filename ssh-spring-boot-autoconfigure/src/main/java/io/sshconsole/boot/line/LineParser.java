package io.sshconsole.boot.line;

import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.line.Pipeline.Operator;

/**
 * Cuts a line into words, as a POSIX shell cuts it.
 *
 * <pre>
 * line    = word *( blank word )
 * word    = 1*( plain / "\" any / "'" *any-but-quote "'" / %x22 *( any / "\" ( %x22 / "\" ) ) %x22 )
 * </pre>
 *
 * Outside of quotes {@code | & ; < >} and a line break are refused: in a shell they mean
 * more than one command, and must not become arguments by accident.
 */
public final class LineParser {

	private static final String OPERATORS = "|&;<>\n\r";

	private final String line;

	private final int end;

	private int position;

	private boolean quoted;

	private LineParser(String line) {
		this.line = line;
		this.end = line.stripTrailing().length();
		this.position = Math.min(this.end, line.length() - line.stripLeading().length());
	}

	/**
	 * Parses a line.
	 * @param line the line as typed
	 * @return its pipelines, none for a blank line or a comment
	 * @throws LineSyntaxException if a quote is not closed, or an operator is not quoted
	 */
	public static CommandList parse(String line) {
		List<Word> words = new LineParser(line).readWords();
		return new CommandList(
				words.isEmpty() ? List.of() : List.of(new Pipeline(List.of(new Stage(words)), Operator.FIRST)));
	}

	private List<Word> readWords() {
		List<Word> words = new ArrayList<>();
		if (this.line.startsWith("#", this.position)) {
			return words;
		}
		while (this.position < this.end) {
			if (isBlank(this.line.charAt(this.position))) {
				this.position++;
			}
			else {
				words.add(readWord());
			}
		}
		return words;
	}

	private Word readWord() {
		int start = this.position;
		StringBuilder word = new StringBuilder();
		this.quoted = false;
		while (this.position < this.end) {
			char c = this.line.charAt(this.position);
			if (isBlank(c)) {
				break;
			}
			this.position++;
			switch (c) {
				case '\'', '"' -> readQuoted(c, word);
				case '\\' -> readEscaped(word);
				default -> word.append(plain(c));
			}
		}
		return new Word(word.toString(), start, this.position, this.quoted);
	}

	private void readEscaped(StringBuilder word) {
		this.quoted = true;
		word.append(next("A backslash at the end of the line needs a character behind it", this.position));
	}

	private void readQuoted(char quote, StringBuilder word) {
		this.quoted = true;
		int column = this.position;
		String unclosed = "Missing closing " + quote + " for the one at column " + column;
		for (char c = next(unclosed, column); c != quote; c = next(unclosed, column)) {
			boolean escape = quote == '"' && c == '\\' && this.position < this.end
					&& "\"\\".indexOf(this.line.charAt(this.position)) >= 0;
			word.append(escape ? next(unclosed, column) : c);
		}
	}

	private char next(String message, int column) {
		if (this.position == this.end) {
			throw new LineSyntaxException(message, column, true);
		}
		return this.line.charAt(this.position++);
	}

	private char plain(char c) {
		if (OPERATORS.indexOf(c) >= 0) {
			String shown = (c == '\n' || c == '\r') ? "A line break" : "'" + c + "'";
			throw new LineSyntaxException(
					shown + " at column " + this.position + " must be quoted: a line holds one command", this.position,
					false);
		}
		return c;
	}

	private static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

}
