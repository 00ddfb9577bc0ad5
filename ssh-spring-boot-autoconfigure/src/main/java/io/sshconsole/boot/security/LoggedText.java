package io.sshconsole.boot.security;

/**
 * Text of an unknown peer made fit for a log: short, on one line, without characters that
 * move a terminal's cursor.
 */
final class LoggedText {

	/**
	 * Longest text that is logged. A peer could otherwise fill the disk with user names.
	 */
	private static final int MAX_LENGTH = 64;

	private LoggedText() {
	}

	static String of(String text) {
		return of(text, MAX_LENGTH);
	}

	static String of(String text, int maxLength) {
		StringBuilder logged = new StringBuilder();
		text.codePoints().limit(maxLength).map(LoggedText::visible).forEach(logged::appendCodePoint);
		return (text.codePointCount(0, text.length()) > maxLength) ? logged.append("...").toString()
				: logged.toString();
	}

	private static int visible(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				'?';
			default -> codePoint;
		};
	}

}
