package io.sshconsole.boot.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.sshconsole.boot.line.CommandList;
import io.sshconsole.boot.line.LineParser;
import io.sshconsole.boot.line.LineSyntaxException;
import io.sshconsole.boot.line.Pipeline;
import io.sshconsole.boot.line.Stage;
import io.sshconsole.boot.line.Word;
import org.jline.reader.CompletingParsedLine;

/**
 * A line while it is typed, as far as the cursor: the command that is being typed, and
 * the word that may be completed.
 *
 * @param line the whole line
 * @param cursor where the cursor is in it
 * @param before the words of the command in front of that word
 * @param word what there is of the word, without quotes
 * @param start where the word begins in the line, a quote included
 * @param piped whether the command reads what another one writes
 * @param isCompletable whether there is a word at all: there is none in a comment
 */
record TypedLine(String line, int cursor, List<Word> before, String word, int start, boolean piped,
		boolean isCompletable) implements CompletingParsedLine {

	/**
	 * Stands behind the cursor, so that there always is a word. No keyboard has it.
	 */
	private static final char MARK = '\uffff';

	private static final String SPECIAL = " \t\n\r'\"\\|&;<>#";

	static TypedLine of(String line, int cursor) {
		String typed = line.substring(0, cursor) + MARK;
		return Stream.of("", "'", "\"")
			.flatMap((closing) -> parse(typed + closing).stream())
			.findFirst()
			.flatMap((list) -> of(line, cursor, list))
			.orElseGet(() -> new TypedLine(line, cursor, List.of(), "", cursor, false, false));
	}

	private static Optional<CommandList> parse(String text) {
		try {
			return Optional.of(LineParser.parse(text));
		}
		catch (LineSyntaxException ex) {
			return Optional.empty();
		}
	}

	private static Optional<TypedLine> of(String line, int cursor, CommandList list) {
		if (list.pipelines().isEmpty()) {
			return Optional.empty();
		}
		Pipeline pipeline = list.pipelines().get(list.pipelines().size() - 1);
		Stage stage = pipeline.stages().get(pipeline.stages().size() - 1);
		int last = stage.words().size() - 1;
		Word word = stage.words().get(last);
		if (word.text().indexOf(MARK) < 0) {
			return Optional.empty();
		}
		String text = word.text().substring(0, word.text().indexOf(MARK));
		return Optional.of(new TypedLine(line, cursor, stage.words().subList(0, last), text, word.start(),
				pipeline.stages().size() > 1, true));
	}

	/**
	 * Returns the words in front of the one that is being typed.
	 * @return the texts without quotes
	 */
	List<String> textsBefore() {
		return this.before.stream().map(Word::text).toList();
	}

	@Override
	public int wordCursor() {
		return this.word.length();
	}

	@Override
	public int wordIndex() {
		return this.before.size();
	}

	@Override
	public List<String> words() {
		return Stream.concat(textsBefore().stream(), Stream.of(this.word)).toList();
	}

	/**
	 * Quotes a text as the word was begun, or else only if it needs to be.
	 */
	@Override
	public CharSequence escape(CharSequence candidate, boolean complete) {
		String text = candidate.toString();
		String raw = this.line.substring(this.start, this.cursor);
		if (!complete && text.equals(this.word)) {
			return raw;
		}
		char quote = quote(raw, text);
		if (quote == 0) {
			return text;
		}
		String body = (quote == '"') ? text.replace("\\", "\\\\").replace("\"", "\\\"") : text;
		return quote + body + (complete ? String.valueOf(quote) : "");
	}

	private static char quote(String raw, String text) {
		boolean needed = text.isEmpty() || text.chars().anyMatch((c) -> SPECIAL.indexOf(c) >= 0);
		boolean inDouble = raw.startsWith("\"");
		if (!needed && !inDouble && !raw.startsWith("'")) {
			return 0;
		}
		return (inDouble || text.indexOf('\'') >= 0) ? '"' : '\'';
	}

	@Override
	public int rawWordCursor() {
		return this.cursor - this.start;
	}

	@Override
	public int rawWordLength() {
		return this.cursor - this.start;
	}

}
