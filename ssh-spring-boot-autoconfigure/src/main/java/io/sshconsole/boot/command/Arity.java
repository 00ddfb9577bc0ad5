package io.sshconsole.boot.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * How many words an argument takes.
 *
 * @param min at least, not negative
 * @param max at most, {@link Integer#MAX_VALUE} for any number
 */
record Arity(int min, int max) {

	private static final Pattern SYNTAX = Pattern.compile("(\\d{1,4})(?:\\.\\.(\\d{1,4}|\\*))?");

	/**
	 * Reads what an annotation says.
	 * @param text {@code 2}, {@code 2..3} or {@code 1..*}
	 * @return the range
	 * @throws IllegalStateException if it is none, or takes nothing
	 */
	static Arity parse(String text) {
		Matcher matcher = SYNTAX.matcher(text);
		Assert.state(matcher.matches(),
				() -> "The arity '" + text + "' is neither a number nor two of them as in 2..3");
		int min = Integer.parseInt(matcher.group(1));
		String upper = matcher.group(2);
		int max = (upper == null) ? min : upper.equals("*") ? Integer.MAX_VALUE : Integer.parseInt(upper);
		Assert.state(max >= Math.max(1, min), () -> "The arity '" + text + "' permits no word at all");
		return new Arity(min, max);
	}

	boolean permits(int words) {
		return words >= this.min && words <= this.max;
	}

	/**
	 * Says it to a user.
	 */
	@Override
	public String toString() {
		if (this.max == Integer.MAX_VALUE) {
			return "at least " + this.min;
		}
		return (this.min == this.max) ? Integer.toString(this.min) : this.min + " to " + this.max;
	}

}
