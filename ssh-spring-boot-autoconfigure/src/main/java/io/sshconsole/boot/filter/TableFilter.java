package io.sshconsole.boot.filter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.terminal.TextWidth;

/**
 * Puts values between tabs into columns. The first rows decide how wide those are.
 */
final class TableFilter implements TextFilter {

	/**
	 * Rows that are measured; nothing is shown before they are there.
	 */
	private static final int MEASURED = 1000;

	private static final String GAP = "  ";

	private final List<Integer> widths = new ArrayList<>();

	static TableFilter of(FilterOptions options) {
		options.arguments(0);
		return new TableFilter();
	}

	@Override
	public int run(FilterText text) throws IOException {
		KeptLines first = new KeptLines(MEASURED);
		String line = text.read();
		while (line != null && first.count() < MEASURED) {
			first.add(line);
			measure(line.split("\t", -1));
			line = text.read();
		}
		for (String row : first.lines()) {
			text.write(align(row));
		}
		first.clear();
		for (; line != null; line = text.read()) {
			text.write(align(line));
		}
		return 0;
	}

	private void measure(String[] cells) {
		for (int i = 0; i < cells.length; i++) {
			int width = TextWidth.of(cells[i]);
			if (i == this.widths.size()) {
				this.widths.add(width);
			}
			else {
				this.widths.set(i, Math.max(this.widths.get(i), width));
			}
		}
	}

	private String align(String row) {
		StringBuilder line = new StringBuilder();
		String[] cells = row.split("\t", -1);
		for (int i = 0; i < cells.length; i++) {
			line.append(cells[i]);
			if (i + 1 < cells.length) {
				int width = (i < this.widths.size()) ? this.widths.get(i) : 0;
				line.append(" ".repeat(Math.max(0, width - TextWidth.of(cells[i])))).append(GAP);
			}
		}
		return line.toString().stripTrailing();
	}

}
