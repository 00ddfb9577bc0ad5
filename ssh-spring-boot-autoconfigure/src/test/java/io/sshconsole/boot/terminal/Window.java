package io.sshconsole.boot.terminal;

import io.sshconsole.boot.OpenSsh;

/**
 * The windows in which everything that is said about the shell holds.
 */
public enum Window {

	/**
	 * As terminals are when they open.
	 */
	WIDE(80, 24),

	/**
	 * Too small for comfort.
	 */
	NARROW(40, 10),

	/**
	 * Pulled from the first size to the second while the shell waits for a line.
	 */
	RESIZED(40, 10);

	/**
	 * A command that the application must have: it returns when its terminal has this
	 * number of columns, because a client may tell of a key before it tells of a size.
	 */
	public static final String AWAIT_COLUMNS = "await-columns";

	private final int columns;

	private final int rows;

	Window(int columns, int rows) {
		this.columns = columns;
		this.rows = rows;
	}

	/**
	 * Returns the width.
	 * @return the columns that are there in the end
	 */
	public int columns() {
		return this.columns;
	}

	/**
	 * Opens a shell and waits for its prompt.
	 * @param type the {@code TERM}
	 * @param login who
	 * @param prompt the prompt, which is there once the window has its size
	 * @return the terminal; close it
	 */
	public ScriptedTerminal open(String type, OpenSsh.Login login, String prompt) {
		Window first = (this == RESIZED) ? WIDE : this;
		ScriptedTerminal terminal = ScriptedTerminal.open(type, login, first.columns, first.rows)
			.awaitCursorRow(prompt);
		if (this == RESIZED) {
			String line = AWAIT_COLUMNS + " " + this.columns;
			terminal.line(line).await(line).resize(this.columns, this.rows).awaitLast(prompt + " " + line, prompt);
		}
		return terminal;
	}

	/**
	 * Opens a shell on an {@code xterm} and waits for its prompt.
	 * @param login who
	 * @param prompt the prompt
	 * @return the terminal; close it
	 */
	public ScriptedTerminal open(OpenSsh.Login login, String prompt) {
		return open("xterm-256color", login, prompt);
	}

}
