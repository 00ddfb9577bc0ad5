package io.sshconsole.boot.recording;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Hides what matches one of some expressions. Output comes in pieces of any size, so it
 * is held back until its line is complete.
 */
final class LineMask {

	/**
	 * Longest line that is waited for. A command that ends none would fill the memory.
	 */
	private static final int MAX_LENGTH = 64 * 1024;

	private final List<Pattern> patterns;

	private final StringBuilder held = new StringBuilder();

	LineMask(List<Pattern> patterns) {
		this.patterns = patterns;
	}

	/**
	 * Takes a piece of output.
	 * @param text the piece
	 * @return what may be written now
	 */
	String add(String text) {
		if (this.patterns.isEmpty()) {
			return text;
		}
		this.held.append(text);
		int end = this.held.lastIndexOf("\n") + 1;
		return take((this.held.length() - end > MAX_LENGTH) ? this.held.length() : end);
	}

	/**
	 * Gives what is still held back.
	 * @return the rest
	 */
	String end() {
		return take(this.held.length());
	}

	private String take(int end) {
		StringBuilder taken = new StringBuilder();
		for (String line : this.held.substring(0, end).split("(?<=\n)")) {
			taken.append(masked(line));
		}
		this.held.delete(0, end);
		return taken.toString();
	}

	/**
	 * Hides what matches in a line that is complete.
	 * @param line the line
	 * @return the line as it may be kept
	 */
	String masked(String line) {
		String masked = line;
		for (Pattern pattern : this.patterns) {
			masked = pattern.matcher(masked).replaceAll((match) -> "*".repeat(match.group().length()));
		}
		return masked;
	}

}
