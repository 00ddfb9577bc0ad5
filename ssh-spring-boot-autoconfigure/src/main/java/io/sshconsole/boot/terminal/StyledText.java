package io.sshconsole.boot.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that may hold colours, and nothing else that a terminal obeys.
 */
final class StyledText {

	/**
	 * SGR of ECMA-48: colours and weights.
	 */
	private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;:]*m");

	private static final String RESET = "\u001b[0m";

	private static final int TAB = 8;

	private StyledText() {
	}

	/**
	 * Makes one row of a text.
	 * @param text one line
	 * @param columns how many there are
	 * @return the text, cut off where it is too long; styles end with it
	 */
	static String fit(String text, int columns) {
		StringBuilder row = new StringBuilder(text.length());
		Matcher style = STYLE.matcher(text);
		int left = columns;
		int end = 0;
		while (style.find()) {
			left -= append(text.substring(end, style.start()), columns, left, row);
			row.append(style.group());
			end = style.end();
		}
		append(text.substring(end), columns, left, row);
		return (end > 0) ? row.append(RESET).toString() : row.toString();
	}

	/**
	 * Appends what has room.
	 * @return how many columns it took, at most all that were left
	 */
	private static int append(String part, int columns, int left, StringBuilder row) {
		String plain = PlainText.line(expand(part, columns - left));
		int width = TextWidth.of(plain);
		if (left > 0) {
			row.append((width <= left) ? plain : TextWidth.fit(plain, left));
		}
		return Math.min(width, left);
	}

	private static String expand(String text, int column) {
		if (text.indexOf('\t') < 0) {
			return text;
		}
		StringBuilder expanded = new StringBuilder();
		for (String piece : text.split("(?<=\t)")) {
			String word = piece.replace("\t", "");
			expanded.append(word);
			if (piece.endsWith("\t")) {
				int width = column + TextWidth.of(expanded.toString());
				expanded.append(" ".repeat(TAB - width % TAB));
			}
		}
		return expanded.toString();
	}

}
