package io.sshconsole.boot.line;

/**
 * A line that means nothing as it stands. Its message names the column.
 */
public class LineSyntaxException extends RuntimeException {

	private final int column;

	private final boolean unfinished;

	/**
	 * Creates the failure.
	 * @param message what the user reads
	 * @param column where it is, from 1
	 * @param unfinished whether more text could make the line right
	 */
	public LineSyntaxException(String message, int column, boolean unfinished) {
		super(message);
		this.column = column;
		this.unfinished = unfinished;
	}

	/**
	 * Returns where the mistake is.
	 * @return the column in characters, from 1
	 */
	public int column() {
		return this.column;
	}

	/**
	 * Returns whether the line only lacks its end, such as a closing quote, so that an
	 * editor asks for more instead of complaining.
	 * @return {@code true} if more text could make it right
	 */
	public boolean isUnfinished() {
		return this.unfinished;
	}

}
