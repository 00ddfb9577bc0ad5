package io.sshconsole.boot.render;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sshconsole.boot.terminal.TextWidth;
import org.jspecify.annotations.Nullable;

/**
 * Names and values of a single thing below each other. Long values go on in the next
 * line: of one thing, all is to be seen.
 */
final class FieldTable {

	private static final String GAP = "  ";

	/**
	 * Below this a value is easier to read when the terminal breaks its line.
	 */
	private static final int MIN_WRAPPED = 8;

	private FieldTable() {
	}

	/**
	 * Writes the table.
	 * @param fields the values by name
	 * @param cells makes text of them
	 * @param paper what is written on
	 * @param out where it goes
	 * @throws Exception what a getter threw
	 */
	static void write(Map<String, @Nullable Object> fields, Cells cells, Paper paper, PrintWriter out)
			throws Exception {
		int widest = fields.keySet().stream().map(cells::name).mapToInt(TextWidth::of).max().orElse(0);
		int room = paper.width() - widest - GAP.length();
		for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
			String before = paper.heading(TextWidth.fit(cells.name(field.getKey()), widest)) + GAP;
			for (String line : cells.lines(field.getValue())) {
				for (String part : wrapped(line, room)) {
					out.write((before + part).stripTrailing() + "\n");
					before = " ".repeat(widest) + GAP;
				}
			}
		}
	}

	private static List<String> wrapped(String line, int width) {
		if (width < MIN_WRAPPED || TextWidth.of(line) <= width) {
			return List.of(line);
		}
		List<String> parts = new ArrayList<>();
		int end;
		for (int from = 0; from < line.length(); from = end) {
			end = TextWidth.index(line, from, width);
			parts.add(line.substring(from, end));
		}
		return parts;
	}

}
