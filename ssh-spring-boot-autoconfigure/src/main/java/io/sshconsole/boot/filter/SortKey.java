package io.sshconsole.boot.filter;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.SshUsageException;
import org.jspecify.annotations.Nullable;

/**
 * The part of a line that decides about its place.
 *
 * @param first number of its first field, from 1
 * @param last number of its last field; the line's last one if it is greater
 * @param separator what is between fields; {@code null} for the blanks in front of them
 * @param numeric whether it is a number
 * @param fold whether small letters count as capital ones
 */
record SortKey(int first, int last, @Nullable Character separator, boolean numeric, boolean fold) {

	private static final Pattern KEY = Pattern.compile("([1-9]\\d{0,5})([nrf]*)(?:,([1-9]\\d{0,5})([nrf]*))?");

	/**
	 * A number at the start of a text; of longer ones the rest is of no account.
	 */
	private static final Pattern NUMBER = Pattern.compile("[ \t]*(-?(?:\\d{1,100}(?:\\.\\d{0,100})?|\\.\\d{1,100}))");

	/**
	 * Makes the order of a key.
	 * @param text the key as the option has it, such as {@code 2,3nr}
	 * @param global flags that count if the key has none
	 * @param separator what is between fields, or {@code null} for blanks
	 * @return the order
	 * @throws SshUsageException if it is not a key
	 */
	static Comparator<String> of(String text, String global, @Nullable Character separator) {
		Matcher matcher = KEY.matcher(text);
		if (!matcher.matches()) {
			throw new SshUsageException("-k needs a key such as 2, 2,3 or 2nr, not '" + text + "'");
		}
		boolean open = matcher.group(3) == null;
		String own = matcher.group(2) + (open ? "" : matcher.group(4));
		String flags = own.isEmpty() ? global : own;
		SortKey key = new SortKey(Integer.parseInt(matcher.group(1)),
				open ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(3)), separator, flags.contains("n"),
				flags.contains("f"));
		Comparator<String> order = key.order();
		return flags.contains("r") ? order.reversed() : order;
	}

	private Comparator<String> order() {
		if (this.numeric) {
			return Comparator.comparing((line) -> number(cut(line)));
		}
		return Comparator.comparing((line) -> this.fold ? cut(line).toUpperCase(Locale.ROOT) : cut(line));
	}

	private static BigDecimal number(String text) {
		Matcher matcher = NUMBER.matcher(text);
		return matcher.lookingAt() ? new BigDecimal(matcher.group(1)) : BigDecimal.ZERO;
	}

	private String cut(String line) {
		int start = 0;
		for (int field = 1; field < this.first && start < line.length(); field++) {
			start = end(line, start) + ((this.separator != null) ? 1 : 0);
		}
		int end = Math.min(start, line.length());
		start = end;
		for (int field = this.first; field <= this.last && end < line.length(); field++) {
			end = end(line, (field > this.first && this.separator != null) ? end + 1 : end);
		}
		return line.substring(start, end);
	}

	/**
	 * Finds the end of a field.
	 */
	private int end(String line, int start) {
		int end = start;
		if (this.separator != null) {
			end = line.indexOf(this.separator, start);
			return (end < 0) ? line.length() : end;
		}
		while (end < line.length() && isBlank(line.charAt(end))) {
			end++;
		}
		while (end < line.length() && !isBlank(line.charAt(end))) {
			end++;
		}
		return end;
	}

	private static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

}
