package io.sshconsole.boot.terminal;

/**
 * Columns that a text takes on a terminal.
 */
public final class TextWidth {

	private TextWidth() {
	}

	/**
	 * Measures a text.
	 * @param text one line
	 * @return its columns
	 */
	public static int of(String text) {
		return text.codePointCount(0, text.length());
	}

	/**
	 * Makes a text of exactly so many columns.
	 * @param text one line
	 * @param columns not negative
	 * @return the text with blanks behind it, or cut off with {@code …} at its end
	 */
	public static String fit(String text, int columns) {
		int width = of(text);
		if (width <= columns) {
			return text + " ".repeat(columns - width);
		}
		return (columns > 0) ? text.substring(0, text.offsetByCodePoints(0, columns - 1)) + "…" : "";
	}

}
