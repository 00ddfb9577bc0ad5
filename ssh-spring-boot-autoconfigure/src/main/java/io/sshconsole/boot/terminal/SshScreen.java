package io.sshconsole.boot.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one drawing of a screen. What is too long or too much is cut off.
 */
public final class SshScreen {

	private final int columns;

	private final int rows;

	private final List<String> lines = new ArrayList<>();

	private String status = "";

	SshScreen(int columns, int rows) {
		this.columns = columns;
		this.rows = rows;
	}

	/**
	 * Returns the width.
	 * @return columns, at least 1
	 */
	public int columns() {
		return this.columns;
	}

	/**
	 * Returns the height.
	 * @return rows, at least 1; the last one shows the status if there is one
	 */
	public int rows() {
		return this.rows;
	}

	/**
	 * Adds a line below the others.
	 * @param text one line, which may hold escape sequences for colour
	 * @return this screen
	 */
	public SshScreen line(String text) {
		this.lines.add(text);
		return this;
	}

	/**
	 * Sets what the last row shows.
	 * @param text one line
	 * @return this screen
	 */
	public SshScreen status(String text) {
		this.status = text;
		return this;
	}

	List<String> lines() {
		return this.lines;
	}

	String status() {
		return this.status;
	}

}
