package io.sshconsole.boot.terminal;

/**
 * Colours by what they mean, as escape sequences or as nothing.
 */
public enum TextStyle {

	/**
	 * The head of a table, the name of a section.
	 */
	HEADING("1"),

	/**
	 * What is as it should be.
	 */
	GOOD("32"),

	/**
	 * What needs somebody to look at it.
	 */
	BAD("31"),

	/**
	 * What matters less than the rest.
	 */
	DIM("2");

	private final String code;

	TextStyle(String code) {
		this.code = code;
	}

	/**
	 * Styles a text.
	 * @param text one line
	 * @param terminal says whether there is colour at all
	 * @return the text between escape sequences, or as it is
	 */
	public String of(String text, SshTerminal terminal) {
		return of(text, terminal.hasColour());
	}

	/**
	 * Styles a text.
	 * @param text one line
	 * @param colour whether there is colour at all
	 * @return the text between escape sequences, or as it is
	 */
	public String of(String text, boolean colour) {
		return colour ? "\u001b[" + this.code + "m" + text + "\u001b[0m" : text;
	}

}
