package io.sshconsole.boot.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The lines of one drawing of a screen. What is too long is cut off, and what is too much
 * is counted in the last row.
 */
public final class SshScreen {

	private final int columns;

	private final int rows;

	private final List<String> lines = new ArrayList<>();

	private String status = "";

	private int kept;

	private int skipped;

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
	 * Keeps the lines so far in their place while those below are scrolled.
	 * @return this screen
	 */
	public SshScreen keep() {
		this.kept = this.lines.size();
		return this;
	}

	/**
	 * Scrolls: leaves out lines behind those that are kept. Whoever shows the screen
	 * calls it.
	 * @param count how many
	 * @return how many are left out, no more than it takes to see the last one
	 */
	public int scroll(int count) {
		int most = isTooLong() ? this.lines.size() - this.kept - room() : 0;
		this.skipped = Math.max(0, Math.min(count, most));
		return this.skipped;
	}

	private int rowsForLines() {
		return this.status.isEmpty() ? this.rows : this.rows - 1;
	}

	private boolean isTooLong() {
		return this.lines.size() > rowsForLines() && room() > 0;
	}

	/**
	 * Returns how many lines are seen at once when one row counts the others.
	 */
	private int room() {
		return rowsForLines() - this.kept - 1;
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
		List<String> shown = new ArrayList<>();
		visible().forEach((line) -> shown.add(StyledText.fit(line, this.columns)));
		if (!this.status.isEmpty()) {
			shown.addAll(Collections.nCopies(this.rows - 1 - shown.size(), ""));
			shown.add(StyledText.fit(this.status, this.columns));
		}
		return shown;
	}

	private List<String> visible() {
		if (!isTooLong()) {
			return this.lines.subList(0, Math.min(this.lines.size(), rowsForLines()));
		}
		List<String> visible = new ArrayList<>(this.lines.subList(0, this.kept));
		int first = this.kept + this.skipped;
		visible.addAll(this.lines.subList(first, first + room()));
		visible.add(others(this.lines.size() - first - room()));
		return visible;
	}

	private String others(int below) {
		String above = (this.skipped > 0) ? "… " + this.skipped + " above" : "";
		if (below == 0) {
			return above;
		}
		return (above.isEmpty() ? "… " : above + ", ") + below + ((below == 1) ? " more line" : " more lines");
	}

}
