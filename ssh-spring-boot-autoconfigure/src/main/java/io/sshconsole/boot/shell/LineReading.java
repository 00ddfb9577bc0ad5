package io.sshconsole.boot.shell;

import io.sshconsole.boot.line.LineParser;
import io.sshconsole.boot.line.LineSyntaxException;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * How the editor reads what is typed: it goes on in another line where a quote is open or
 * something is missing, and leaves every other mistake to whoever runs the line.
 */
final class LineReading implements Parser {

	@Override
	public ParsedLine parse(String line, int cursor, ParseContext context) {
		if (context == ParseContext.ACCEPT_LINE) {
			requireFinished(line);
		}
		return TypedLine.of(line, Math.min(cursor, line.length()));
	}

	private static void requireFinished(String line) {
		try {
			LineParser.parse(line);
		}
		catch (LineSyntaxException ex) {
			if (ex.isUnfinished()) {
				throw new EOFError(-1, ex.column(), String.valueOf(ex.getMessage()));
			}
		}
	}

}
