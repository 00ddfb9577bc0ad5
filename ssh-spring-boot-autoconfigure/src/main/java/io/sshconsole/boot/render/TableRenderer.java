package io.sshconsole.boot.render;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshResultRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as a table and a single thing as names and values, both for people.
 */
final class TableRenderer implements SshResultRenderer {

	/**
	 * Rows whose widths are looked at before the first is written. More would be kept in
	 * memory, and nobody looks at their beginning and their end at once.
	 */
	private static final int MEASURED_ROWS = 1000;

	@Override
	public boolean supports(Object result, OutputFormat format) {
		return format == OutputFormat.TABLE;
	}

	@Override
	public void render(Object result, OutputFormat format, SshCommandContext context) throws Exception {
		Paper paper = Paper.of(context);
		Cells cells = new Cells(context.charset());
		ResultRows rows = ResultRows.of(result);
		Map<String, @Nullable Object> fields = (rows != null) ? null : BeanFields.of(result);
		if (rows != null && rows.hasNext(context)) {
			writeRows(rows, cells, paper, context);
		}
		else if (fields != null) {
			FieldTable.write(fields, cells, paper, context.out());
		}
		else if (rows == null) {
			TabSeparatedRenderer.writeText(Cells.text(result), context.out());
		}
	}

	private static void writeRows(ResultRows rows, Cells cells, Paper paper, SshCommandContext context)
			throws Exception {
		Object first = rows.rows().next();
		Collection<?> known = rows.known();
		Columns columns = Columns.of((known != null) ? known : Collections.singletonList(first));
		List<List<@Nullable Object>> measured = new ArrayList<>();
		measured.add(columns.values(first));
		while (known != null && measured.size() < MEASURED_ROWS && rows.hasNext(context)) {
			measured.add(columns.values(rows.rows().next()));
		}
		List<List<String>> texts = new ArrayList<>();
		texts.add(columns.names().stream().map(cells::name).toList());
		for (List<@Nullable Object> values : measured) {
			texts.add(cells.lineOfEach(values));
		}
		boolean[] numeric = numeric(measured, texts.stream().mapToInt(List::size).max().orElse(0));
		Consumer<List<String>> lines = start(texts, numeric, known == null, paper, context.out());
		texts.stream().skip(1).forEach(lines);
		while (rows.hasNext(context)) {
			lines.accept(cells.lineOfEach(columns.values(rows.rows().next())));
		}
	}

	/**
	 * Writes the header.
	 * @param texts what is to be measured; the header, which may be empty, is the first
	 */
	private static Consumer<List<String>> start(List<List<String>> texts, boolean[] numeric, boolean growing,
			Paper paper, PrintWriter out) {
		List<String> names = texts.get(0);
		if (names.isEmpty() && numeric.length < 2) {
			// A list of texts is no table: nothing of them is cut off
			return (line) -> out.write(String.join("  ", line) + "\n");
		}
		TableLayout layout = TableLayout.of(texts, numeric, growing, paper.width());
		if (layout == null) {
			return new RowBlocks(names.stream().map((name) -> paper.heading(name + ":")).toList(), out);
		}
		if (!names.isEmpty()) {
			out.write(paper.heading(layout.line(names)) + "\n");
		}
		return (line) -> out.write(layout.line(line) + "\n");
	}

	private static boolean[] numeric(List<List<@Nullable Object>> rows, int columns) {
		boolean[] numeric = new boolean[columns];
		for (int i = 0; i < columns; i++) {
			numeric[i] = isNumeric(rows, i);
		}
		return numeric;
	}

	private static boolean isNumeric(List<List<@Nullable Object>> rows, int column) {
		boolean found = false;
		for (List<@Nullable Object> row : rows) {
			Object value = (column < row.size()) ? row.get(column) : null;
			if (value != null && !(value instanceof Number)) {
				return false;
			}
			found |= value != null;
		}
		return found;
	}

}
