package io.sshconsole.boot.filter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.sshconsole.boot.command.SshUsageException;

/**
 * A pattern as {@code grep} reads it, POSIX basic or extended. A remote user chooses both
 * pattern and text, so each line gets only so many steps.
 */
final class GrepPattern {

	/**
	 * Most characters that a search may look at in one line: stops patterns that go over
	 * it again and again, such as {@code .*.*.*x}.
	 */
	static final int MAX_STEPS = 10_000_000;

	private static final String OPERATORS = "+?|(){}";

	private final Pattern pattern;

	private GrepPattern(Pattern pattern) {
		this.pattern = pattern;
	}

	/**
	 * Compiles a pattern.
	 * @param text the pattern as typed
	 * @param extended whether {@code + ? | ( ) {}} are operators without a backslash
	 * @param fixed whether it has no operators at all
	 * @param ignoreCase whether small and capital letters are alike
	 * @return the pattern
	 * @throws SshUsageException if it is wrong
	 */
	static GrepPattern of(String text, boolean extended, boolean fixed, boolean ignoreCase) {
		int flags = ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
		try {
			return new GrepPattern(fixed ? Pattern.compile(text, flags | Pattern.LITERAL)
					: Pattern.compile(translate(text, extended), flags));
		}
		catch (PatternSyntaxException ex) {
			throw new SshUsageException("wrong pattern '" + text + "': " + ex.getDescription());
		}
	}

	/**
	 * Starts a search.
	 * @param line the line
	 * @return what finds the matches; it throws {@link TooManyStepsException} when it has
	 * looked at too many characters
	 */
	Matcher in(String line) {
		return this.pattern.matcher(new Steps(line));
	}

	private static String translate(String text, boolean extended) {
		StringBuilder java = new StringBuilder();
		int i = 0;
		while (i < text.length()) {
			char c = text.charAt(i);
			if (c == '[') {
				i = translateSet(text, i, java);
			}
			else if (c == '\\' && i + 1 < text.length()) {
				java.append(escaped(text.charAt(i + 1), extended));
				i += 2;
			}
			else {
				boolean literal = !extended && (OPERATORS.indexOf(c) >= 0 || (c == '*' && java.isEmpty()));
				java.append(literal ? "\\" : "").append(c);
				i++;
			}
		}
		return java.toString();
	}

	private static String escaped(char c, boolean extended) {
		if (OPERATORS.indexOf(c) >= 0) {
			return extended ? "\\" + c : String.valueOf(c);
		}
		return switch (c) {
			case '<' -> "\\b(?=\\w)";
			case '>' -> "\\b(?<=\\w)";
			case 'w', 'W', 's', 'S', 'b', 'B', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "\\" + c;
			default -> Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c;
		};
	}

	/**
	 * Translates a bracket expression, in which POSIX knows no backslash.
	 * @return the index behind it
	 */
	private static int translateSet(String text, int start, StringBuilder java) {
		int i = start + 1;
		java.append('[');
		if (text.startsWith("^", i)) {
			java.append('^');
			i++;
		}
		int first = i;
		while (i < text.length() && (text.charAt(i) != ']' || i == first)) {
			int end = text.startsWith("[:", i) ? text.indexOf(":]", i + 2) : -1;
			if (end > 0) {
				String name = text.substring(i + 2, end);
				if (name.isEmpty()) {
					throw new SshUsageException("wrong pattern '" + text + "': a class has no name");
				}
				java.append("\\p{").append(className(name)).append('}');
				i = end + 2;
			}
			else {
				char c = text.charAt(i++);
				java.append(("\\[]&^".indexOf(c) >= 0) ? "\\" : "").append(c);
			}
		}
		if (i == text.length()) {
			throw new SshUsageException("wrong pattern '" + text + "': [ is not closed");
		}
		java.append(']');
		return i + 1;
	}

	private static String className(String name) {
		return name.equals("xdigit") ? "XDigit" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
	}

	/**
	 * Thrown by a search that takes too long.
	 */
	static final class TooManyStepsException extends RuntimeException {

	}

	/**
	 * A line that counts how often it is looked at.
	 */
	private static final class Steps implements CharSequence {

		private final String line;

		private int steps;

		Steps(String line) {
			this.line = line;
		}

		@Override
		public char charAt(int index) {
			if (this.steps++ == MAX_STEPS) {
				throw new TooManyStepsException();
			}
			return this.line.charAt(index);
		}

		@Override
		public int length() {
			return this.line.length();
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.line.substring(start, end);
		}

		@Override
		public String toString() {
			return this.line;
		}

	}

}
