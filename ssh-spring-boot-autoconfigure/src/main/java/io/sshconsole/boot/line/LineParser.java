package io.sshconsole.boot.line;

import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.line.Pipeline.Operator;

/**
 * Cuts a line into pipelines and words, as a POSIX shell cuts it.
 *
 * <pre>
 * line     = *separator [ pipeline *( operator pipeline ) [ separator ] ]
 * operator = separator / "&amp;&amp;" *break / "||" *break
 * pipeline = stage *( "|" *break stage )
 * stage    = word *( blank word )
 * word     = 1*( plain / "\" any / "'" *any-but-quote "'" / %x22 *( any / "\" ( %x22 / "\" ) ) %x22 )
 * </pre>
 *
 * A separator is {@code ;} or a line break. A backslash in front of a line break joins
 * two lines, and {@code #} where a pipeline could begin hides the rest of its line.
 * Nothing is expanded, and {@code & < >} are refused unless they are quoted: there is no
 * background and no redirection on a server.
 */
public final class LineParser {

	/**
	 * Most programs of a pipeline: each costs the server a thread and a buffer.
	 */
	static final int MAX_STAGES = 16;

	private static final String ENDS_WORD = " \t\n\r|;&";

	private final String line;

	private int position;

	private boolean quoted;

	private LineParser(String line) {
		this.line = line;
	}

	/**
	 * Parses a line.
	 * @param line the line as typed, or several of them
	 * @return its pipelines, none for a blank line or a comment
	 * @throws LineSyntaxException if a quote is not closed, an operator stands where a
	 * command must be, or a character is not quoted that must be
	 */
	public static CommandList parse(String line) {
		return new LineParser(line).readList();
	}

	private CommandList readList() {
		List<Pipeline> pipelines = new ArrayList<>();
		Operator before = Operator.FIRST;
		skipBreaks();
		while (!isAtEnd()) {
			pipelines.add(new Pipeline(readStages(), before));
			before = readOperator();
		}
		return new CommandList(pipelines);
	}

	private List<Stage> readStages() {
		List<Stage> stages = new ArrayList<>();
		stages.add(readStage());
		while (isAt("|") && !isAt("||")) {
			if (stages.size() == MAX_STAGES) {
				throw wrong("'|' at column " + column() + " is one too many: a pipeline has at most " + MAX_STAGES
						+ " commands");
			}
			skipOperator("|");
			stages.add(readStage());
		}
		return stages;
	}

	/**
	 * Reads what is behind a pipeline: at the end of the line anything that may be left
	 * out.
	 */
	private Operator readOperator() {
		for (Operator operator : new Operator[] { Operator.AND, Operator.OR }) {
			String text = (operator == Operator.AND) ? "&&" : "||";
			if (isAt(text)) {
				skipOperator(text);
				return operator;
			}
		}
		if (isAt(";")) {
			this.position++;
		}
		skipBreaks();
		return Operator.ALWAYS;
	}

	/**
	 * Skips an operator that needs a command behind it, maybe on another line.
	 */
	private void skipOperator(String operator) {
		int column = column();
		this.position += operator.length();
		skipBreaks();
		if (isAtEnd()) {
			throw new LineSyntaxException("'" + operator + "' at column " + column + " needs a command behind it",
					column, true);
		}
	}

	private Stage readStage() {
		List<Word> words = new ArrayList<>();
		skipBlanks();
		while (!isAtEnd() && ENDS_WORD.indexOf(current()) < 0) {
			words.add(readWord());
			skipBlanks();
		}
		if (isAt("&") && !isAt("&&")) {
			throw wrong("'&' at column " + column() + " must be quoted: nothing runs in the background");
		}
		if (words.isEmpty()) {
			throw wrong("'" + current() + "' at column " + column() + " needs a command in front of it");
		}
		return new Stage(words);
	}

	private Word readWord() {
		int start = this.position;
		StringBuilder word = new StringBuilder();
		this.quoted = false;
		while (!isAtEnd() && ENDS_WORD.indexOf(current()) < 0) {
			char c = this.line.charAt(this.position++);
			switch (c) {
				case '\'', '"' -> readQuoted(c, word);
				case '\\' -> readEscaped(word);
				case '<',
						'>' ->
					throw new LineSyntaxException("'" + c + "' at column " + this.position
							+ " must be quoted: there is no redirection on the server", this.position, false);
				default -> word.append(c);
			}
		}
		return new Word(word.toString(), start, this.position, this.quoted);
	}

	private void readEscaped(StringBuilder word) {
		if (!skipBreak()) {
			this.quoted = true;
			word.append(next("A backslash at the end of the line needs a character behind it", this.position));
		}
	}

	private void readQuoted(char quote, StringBuilder word) {
		this.quoted = true;
		int column = this.position;
		String unclosed = "Missing closing " + quote + " for the one at column " + column;
		for (char c = next(unclosed, column); c != quote; c = next(unclosed, column)) {
			if (quote != '"' || c != '\\' || isAtEnd()) {
				word.append(c);
			}
			else if (!skipBreak()) {
				word.append(("\"\\".indexOf(current()) >= 0) ? next(unclosed, column) : c);
			}
		}
	}

	private char next(String message, int column) {
		if (isAtEnd()) {
			throw new LineSyntaxException(message, column, true);
		}
		return this.line.charAt(this.position++);
	}

	/**
	 * Skips everything in front of a pipeline: blanks, line breaks and comments.
	 */
	private void skipBreaks() {
		do {
			skipBlanks();
			if (isAt("#")) {
				while (!isAtEnd() && current() != '\n' && current() != '\r') {
					this.position++;
				}
			}
		}
		while (skipBreak());
	}

	private void skipBlanks() {
		while (isAt(" ") || isAt("\t") || isAt("\\\n") || isAt("\\\r\n")) {
			this.position++;
			if (this.line.charAt(this.position - 1) == '\\') {
				skipBreak();
			}
		}
	}

	private boolean skipBreak() {
		int length = isAt("\r\n") ? 2 : (isAt("\n") || isAt("\r")) ? 1 : 0;
		this.position += length;
		return length > 0;
	}

	private boolean isAt(String text) {
		return this.line.startsWith(text, this.position);
	}

	private boolean isAtEnd() {
		return this.position == this.line.length();
	}

	private char current() {
		return this.line.charAt(this.position);
	}

	private int column() {
		return this.position + 1;
	}

	private LineSyntaxException wrong(String message) {
		return new LineSyntaxException(message, column(), false);
	}

}
