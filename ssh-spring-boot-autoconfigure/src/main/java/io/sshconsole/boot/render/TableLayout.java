package io.sshconsole.boot.render;

import java.util.List;

import io.sshconsole.boot.terminal.TextWidth;
import org.jspecify.annotations.Nullable;

/**
 * How wide the columns of a table are, so that each line fits its terminal. Texts can be
 * cut off, numbers cannot: half a number is a wrong one.
 */
final class TableLayout {

	/**
	 * Columns of the terminal between two columns of the table.
	 */
	private static final String GAP = "  ";

	/**
	 * Less of a text tells nobody anything.
	 */
	private static final int MIN_WIDTH = 8;

	/**
	 * What a text may need of which only the first one is known.
	 */
	private static final int GROWN_WIDTH = 24;

	private final int[] widths;

	private final boolean[] numeric;

	private TableLayout(int[] widths, boolean[] numeric) {
		this.widths = widths;
		this.numeric = numeric;
	}

	/**
	 * Lays columns out.
	 * @param lines the texts to make room for, the header among them
	 * @param numeric whether a column holds numbers only; one per column
	 * @param growing whether more lines will come than are known, which may be longer
	 * @param available columns of the terminal
	 * @return the layout, or {@code null} if there is not enough room
	 */
	static @Nullable TableLayout of(List<List<String>> lines, boolean[] numeric, boolean growing, int available) {
		int[] widths = new int[numeric.length];
		for (List<String> line : lines) {
			for (int i = 0; i < line.size(); i++) {
				widths[i] = Math.max(widths[i], TextWidth.of(line.get(i)));
			}
		}
		int room = available - GAP.length() * (widths.length - 1);
		if (growing) {
			grow(widths, numeric, room);
		}
		if (sum(widths, numeric, Integer.MAX_VALUE) > room) {
			shrink(widths, numeric, room);
		}
		long used = sum(widths, numeric, Integer.MAX_VALUE);
		if (used > room) {
			return null;
		}
		int last = widths.length - 1;
		widths[last] += numeric[last] ? 0 : (int) (room - used);
		return new TableLayout(widths, numeric);
	}

	/**
	 * Makes room for longer values, as much as there is.
	 */
	private static void grow(int[] widths, boolean[] numeric, int room) {
		for (int text = GROWN_WIDTH; text >= MIN_WIDTH; text -= MIN_WIDTH) {
			int[] wider = new int[widths.length];
			for (int i = 0; i < widths.length; i++) {
				wider[i] = Math.max(widths[i], numeric[i] ? MIN_WIDTH : text);
			}
			if (sum(wider, numeric, Integer.MAX_VALUE) <= room) {
				System.arraycopy(wider, 0, widths, 0, widths.length);
				return;
			}
		}
	}

	/**
	 * Makes the widest texts narrower, all to the same width.
	 */
	private static void shrink(int[] widths, boolean[] numeric, int room) {
		int limit = Math.max(MIN_WIDTH, room);
		while (limit > MIN_WIDTH && sum(widths, numeric, limit) > room) {
			limit--;
		}
		for (int i = 0; i < widths.length; i++) {
			widths[i] = numeric[i] ? widths[i] : Math.min(widths[i], limit);
		}
	}

	private static long sum(int[] widths, boolean[] numeric, int limit) {
		long sum = 0;
		for (int i = 0; i < widths.length; i++) {
			sum += numeric[i] ? widths[i] : Math.min(widths[i], limit);
		}
		return sum;
	}

	/**
	 * Writes one line.
	 * @param cells the texts of the columns
	 * @return the line without blanks at its end
	 */
	String line(List<String> cells) {
		StringBuilder line = new StringBuilder();
		int last = this.widths.length - 1;
		for (int i = 0; i < cells.size(); i++) {
			String cell = cells.get(i);
			line.append((i > 0) ? GAP : "");
			if (i > last) {
				line.append(cell);
			}
			else if (this.numeric[i]) {
				line.append(" ".repeat(Math.max(0, this.widths[i] - TextWidth.of(cell)))).append(cell);
			}
			else {
				line.append((i == last) ? TextWidth.cut(cell, this.widths[i]) : TextWidth.fit(cell, this.widths[i]));
			}
		}
		return line.toString().stripTrailing();
	}

}
