package io.sshconsole.boot.render;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Text between double quotes as JSON (RFC 8259 section 7) and YAML have it. What is
 * invisible, what would control a terminal and what the character set has not is escaped,
 * so nothing is lost. Used by one thread.
 */
final class QuotedText {

	private static final int ZERO_WIDTH_JOINER = 0x200D;

	private final CharsetEncoder encoder;

	private final boolean yaml;

	/**
	 * Creates a writer of text.
	 * @param charset the characters that there are
	 * @param yaml whether characters above U+FFFF are escaped as one, not as two halves
	 */
	QuotedText(Charset charset, boolean yaml) {
		this.encoder = charset.newEncoder();
		this.yaml = yaml;
	}

	/**
	 * Returns whether a text can stand as it is between or without quotes.
	 * @param text any text
	 * @return {@code false} if some of its characters must be escaped
	 */
	boolean isClean(CharSequence text) {
		return text.codePoints().allMatch(this::isClean);
	}

	private boolean isClean(int c) {
		if (c >= ' ' && c <= '~') {
			return c != '"' && c != '\\';
		}
		if (c == 0xFFFE || c == 0xFFFF) {
			return false;
		}
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			case Character.FORMAT -> c == ZERO_WIDTH_JOINER && this.encoder.canEncode(Character.toString(c));
			default -> this.encoder.canEncode(Character.toString(c));
		};
	}

	/**
	 * Quotes a text.
	 * @param text any text
	 * @param target what it is appended to
	 */
	void append(CharSequence text, StringBuilder target) {
		target.append('"');
		text.codePoints().forEach((c) -> {
			if (isClean(c)) {
				target.appendCodePoint(c);
			}
			else {
				escape(c, target);
			}
		});
		target.append('"');
	}

	private void escape(int c, StringBuilder target) {
		switch (c) {
			case '"', '\\' -> target.append('\\').append((char) c);
			case '\n' -> target.append("\\n");
			case '\r' -> target.append("\\r");
			case '\t' -> target.append("\\t");
			default -> {
				if (this.yaml && c > Character.MAX_VALUE) {
					target.append("\\U%08X".formatted(c));
				}
				else {
					Character.toString(c).chars().forEach((half) -> target.append("\\u%04x".formatted(half)));
				}
			}
		}
	}

}
