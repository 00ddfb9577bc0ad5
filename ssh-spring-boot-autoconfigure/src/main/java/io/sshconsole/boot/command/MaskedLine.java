package io.sshconsole.boot.command;

import io.sshconsole.boot.line.Word;

/**
 * A line while its secrets are being hidden: each character stays or becomes a star.
 */
final class MaskedLine {

	private static final char STAR = '*';

	private final String typed;

	private final StringBuilder shown;

	private int length;

	MaskedLine(String typed) {
		this.typed = typed;
		this.shown = new StringBuilder(typed);
		this.length = typed.length();
	}

	/**
	 * Hides everything from an index on. Words may go on behind it, because they were
	 * finished to be understood.
	 */
	void cut(int length) {
		hide(length, this.length);
		this.length = length;
	}

	void hide(Word word) {
		hide(word.start(), end(word));
	}

	/**
	 * Hides a word from an index in its text on. A quote in what may be shown moves it;
	 * better nothing is shown then.
	 */
	void hideFrom(Word word, int index) {
		if (index < word.text().length() && word.start() < this.length) {
			boolean plain = this.typed.substring(word.start(), end(word)).startsWith(word.text().substring(0, index));
			hide(plain ? word.start() + index : word.start(), end(word));
		}
	}

	/**
	 * Hides what is a star in a masked text. Where the text is not in the line as it is,
	 * but for a quote in front of it, the whole word is hidden.
	 * @param word the word
	 * @param masked its text with stars
	 */
	void replace(Word word, String masked) {
		if (masked.equals(word.text()) || word.start() >= this.length) {
			return;
		}
		String raw = this.typed.substring(word.start(), end(word));
		for (int quote = 0; quote <= 1; quote++) {
			int count = Math.min(masked.length(), raw.length() - quote);
			if (raw.startsWith(word.text().substring(0, count), quote)) {
				for (int i = 0; i < count; i++) {
					if (masked.charAt(i) != word.text().charAt(i)) {
						this.shown.setCharAt(word.start() + quote + i, STAR);
					}
				}
				return;
			}
		}
		hide(word);
	}

	private int end(Word word) {
		return Math.min(word.end(), this.length);
	}

	private void hide(int start, int end) {
		for (int i = start; i < end; i++) {
			this.shown.setCharAt(i, STAR);
		}
	}

	@Override
	public String toString() {
		return this.shown.toString();
	}

}
