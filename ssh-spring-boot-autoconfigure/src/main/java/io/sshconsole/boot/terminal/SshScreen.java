package io.sshconsole.boot.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The lines of one drawing of a screen. What is too long or too much is cut off.
 */
public final class SshScreen {

	private final int columns;

	private final int rows;

	private final List<String> lines = new ArrayList<>();

	private String status = "";

	private SshScreen(int columns, int rows) {
		this.columns = columns;
		this.rows = rows;
	}

	/**
	 * Makes an empty screen. Views get theirs; tests of views make some.
	 * @param columns the width, at least 1
	 * @param rows the height, at least 1
	 * @return the screen
	 */
	public static SshScreen of(int columns, int rows) {
		return new SshScreen(Math.max(1, columns), Math.max(1, rows));
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

	/**
	 * Returns the lines that were added.
	 * @return the lines as they are, without the status
	 */
	public List<String> lines() {
		return List.copyOf(this.lines);
	}

	/**
	 * Returns what is to be seen: no more lines than rows, none wider than the screen, no
	 * control characters but colours, and the status below.
	 * @return the rows from the top; those behind are blank
	 */
	public List<String> shown() {
		boolean hasStatus = !this.status.isEmpty();
		List<String> shown = new ArrayList<>();
		for (String line : this.lines.subList(0, Math.min(this.lines.size(), hasStatus ? this.rows - 1 : this.rows))) {
			shown.add(StyledText.fit(line, this.columns));
		}
		if (hasStatus) {
			shown.addAll(Collections.nCopies(this.rows - 1 - shown.size(), ""));
			shown.add(StyledText.fit(this.status, this.columns));
		}
		return shown;
	}

}
