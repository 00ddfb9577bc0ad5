package io.sshconsole.boot.terminal;

/**
 * Columns that a text takes on a terminal: two for wide characters, none for combining
 * ones and for escape sequences, and those of one picture for several that are joined.
 */
public final class TextWidth {

	private static final char ESCAPE = 0x1b;

	private static final char BELL = 0x07;

	private static final int TAB_STOP = 8;

	private static final int ZERO_WIDTH_JOINER = 0x200D;

	/**
	 * Makes a picture of the character in front of it, and so a wide one.
	 */
	private static final int PICTURE_SELECTOR = 0xFE0F;

	private TextWidth() {
	}

	/**
	 * Measures a text.
	 * @param text one line; a tab in it goes on to the next multiple of eight
	 * @return its columns
	 */
	public static int of(String text) {
		int width = 0;
		int from = 0;
		while (from < text.length()) {
			int end = isPlain(text, from) ? from + 1 : end(text, from);
			width += columns(text, from, end, width);
			from = end;
		}
		return width;
	}

	/**
	 * Makes a text of exactly so many columns.
	 * @param text one line
	 * @param columns not negative
	 * @return the text with blanks behind it, or cut off with {@code …} at its end
	 */
	public static String fit(String text, int columns) {
		String cut = cut(text, columns);
		return cut + " ".repeat(columns - of(cut));
	}

	/**
	 * Makes a text of at most so many columns. What is seen as one is not cut in two.
	 * @param text one line
	 * @param columns not negative
	 * @return the text, or its beginning with {@code …} at its end; escape sequences
	 * stay, so that colours end where they began
	 */
	public static String cut(String text, int columns) {
		if (of(text) <= columns) {
			return text;
		}
		int kept = index(text, 0, Math.max(0, columns - 1));
		StringBuilder cut = new StringBuilder(text.substring(0, kept));
		if (columns > 0) {
			cut.append('…');
		}
		for (int from = kept; from < text.length(); from = end(text, from)) {
			if (text.charAt(from) == ESCAPE) {
				cut.append(text, from, end(text, from));
			}
		}
		return cut.toString();
	}

	/**
	 * Finds how much of a text fits.
	 * @param text one line
	 * @param from where it begins
	 * @param columns not negative
	 * @return the index behind the last character that fits, combining ones included
	 */
	public static int index(String text, int from, int columns) {
		int width = 0;
		int at = from;
		while (at < text.length()) {
			int end = end(text, at);
			width += columns(text, at, end, width);
			if (width > columns) {
				return at;
			}
			at = end;
		}
		return at;
	}

	private static int columns(String text, int from, int end, int column) {
		int c = text.codePointAt(from);
		if (c == '\t') {
			return TAB_STOP - column % TAB_STOP;
		}
		if (isZeroWidth(c) || Character.getType(c) == Character.CONTROL) {
			return 0;
		}
		boolean several = end - from > Character.charCount(c);
		boolean wide = WideCharacters.contains(c) || several
				&& (isRegional(c) || isPictureOrKey(c) && text.substring(from, end).indexOf(PICTURE_SELECTOR) > 0);
		return wide ? 2 : 1;
	}

	/**
	 * Whether there is nothing to think about, as nearly always.
	 */
	private static boolean isPlain(String text, int at) {
		char c = text.charAt(at);
		return c >= ' ' && c <= '~' && (at + 1 == text.length() || text.charAt(at + 1) <= '~');
	}

	/**
	 * Finds where that what is seen as one ends: a character with its marks, a flag, a
	 * joined picture, an escape sequence.
	 */
	private static int end(String text, int from) {
		int base = text.codePointAt(from);
		if (base == ESCAPE) {
			return endOfSequence(text, from);
		}
		int at = from + Character.charCount(base);
		if (Character.getType(base) == Character.CONTROL) {
			return at;
		}
		if (isRegional(base) && at < text.length() && isRegional(text.codePointAt(at))) {
			at += Character.charCount(base);
		}
		boolean joined = false;
		while (at < text.length()) {
			int c = text.codePointAt(at);
			boolean belongs = isZeroWidth(c) || isPicture(base) && (isSkinTone(c) || joined && isPicture(c));
			if (!belongs) {
				return at;
			}
			joined = c == ZERO_WIDTH_JOINER;
			at += Character.charCount(c);
		}
		return at;
	}

	private static int endOfSequence(String text, int from) {
		int at = from + 1;
		if (at == text.length()) {
			return at;
		}
		char kind = text.charAt(at++);
		switch (kind) {
			case '[' -> {
				while (at < text.length() && (text.charAt(at) < '@' || text.charAt(at) > '~')) {
					at++;
				}
			}
			case ']', 'P', 'X', '^', '_' -> {
				while (at < text.length() && text.charAt(at) != BELL && text.charAt(at) != ESCAPE) {
					at++;
				}
				// The escape of ESC \ is the first of two
				at += (at < text.length() && text.charAt(at) == ESCAPE) ? 1 : 0;
			}
			default -> {
				at--;
				while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) <= '/') {
					at++;
				}
			}
		}
		return Math.min(text.length(), at + 1);
	}

	private static boolean isZeroWidth(int c) {
		if (c < 0x300) {
			return false;
		}
		// Medial vowels and final consonants of Hangul stand inside the syllable
		if (c >= 0x1160 && c <= 0x11FF || c >= 0xD7B0 && c <= 0xD7FF) {
			return true;
		}
		return switch (Character.getType(c)) {
			case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
			default -> false;
		};
	}

	private static boolean isRegional(int c) {
		return c >= 0x1F1E6 && c <= 0x1F1FF;
	}

	private static boolean isSkinTone(int c) {
		return c >= 0x1F3FB && c <= 0x1F3FF;
	}

	/**
	 * Whether a character may be drawn as a picture; a few too many do no harm, because
	 * nobody writes joiners and selectors behind them.
	 */
	private static boolean isPicture(int c) {
		return c >= 0x1F000 && c <= 0x1FAFF || c >= 0x2190 && c <= 0x2BFF || c == 0xA9 || c == 0xAE || c == 0x203C
				|| c == 0x2049 || c == 0x2122 || c == 0x2139 || c == 0x3030 || c == 0x303D;
	}

	private static boolean isPictureOrKey(int c) {
		return isPicture(c) || c >= '0' && c <= '9' || c == '#' || c == '*';
	}

}
