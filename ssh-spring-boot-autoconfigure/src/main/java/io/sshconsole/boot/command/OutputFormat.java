package io.sshconsole.boot.command;

import java.util.Locale;

/**
 * How a result is written, as {@code -o} names it. Without {@code -o} it is a table on a
 * terminal and text otherwise.
 */
public enum OutputFormat {

	/**
	 * Rows with tabs between their values.
	 */
	TEXT,

	/**
	 * Columns, as wide as the terminal lets them be.
	 */
	TABLE,

	/**
	 * JSON as in RFC 8259.
	 */
	JSON,

	/**
	 * YAML 1.2 that readers of YAML 1.1 understand alike.
	 */
	YAML,

	/**
	 * Values separated by commas as in RFC 4180, with a header.
	 */
	CSV;

	/**
	 * Returns the name that users type.
	 * @return the name in lower case
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
