package io.sshconsole.boot.terminal;

/**
 * Text from elsewhere made fit for one line of a terminal. A control character in it
 * could move the cursor, retitle the window or answer on behalf of the user.
 */
public final class PlainText {

	/**
	 * The one format character that is part of visible ones: many emoji are joined by it.
	 */
	private static final int ZERO_WIDTH_JOINER = 0x200D;

	private PlainText() {
	}

	/**
	 * Makes one line of a text.
	 * @param text any text
	 * @return white space as blanks, other control characters as question marks
	 */
	public static String line(String text) {
		StringBuilder line = new StringBuilder(text.length());
		text.codePoints().forEach((c) -> line.appendCodePoint(plain(c)));
		return line.toString();
	}

	private static int plain(int c) {
		if (Character.isWhitespace(c)) {
			return ' ';
		}
		boolean invisible = Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT;
		return (invisible && c != ZERO_WIDTH_JOINER) ? '?' : c;
	}

}
