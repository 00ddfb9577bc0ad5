package io.sshconsole.boot.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshResultRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values separated by commas (RFC 4180) behind a header. Values that have parts
 * are JSON. Nothing is changed for spreadsheets, which take {@code =1+1} for a formula:
 * other programs would read something else than was there.
 */
final class CsvRenderer implements SshResultRenderer {

	/**
	 * The header above values that have no names.
	 */
	private static final Columns VALUE = new Columns(List.of("value"));

	private static final Pattern SPECIAL = Pattern.compile("[,\"\r\n]");

	private static final String LINE_END = "\r\n";

	private final ValueTree trees;

	CsvRenderer(ValueTree trees) {
		this.trees = trees;
	}

	@Override
	public boolean supports(Object result, OutputFormat format) {
		return format == OutputFormat.CSV;
	}

	@Override
	public void render(Object result, OutputFormat format, SshCommandContext context) throws Exception {
		ResultRows rows = ResultRows.of(result);
		if (rows == null) {
			List<?> one = List.of(result);
			rows = new ResultRows(one, one.iterator());
		}
		if (!rows.hasNext(context)) {
			return;
		}
		Object row = rows.rows().next();
		Collection<?> known = rows.known();
		Columns columns = Columns.of((known != null) ? known : Collections.singletonList(row));
		Lines lines = new Lines(columns, context);
		boolean named = !columns.names().isEmpty();
		if (named || !(row instanceof List)) {
			lines.write(new ArrayList<>((named ? columns : VALUE).names()));
		}
		lines.writeRow(row);
		while (rows.hasNext(context)) {
			lines.writeRow(rows.rows().next());
		}
	}

	/**
	 * The lines of one result.
	 */
	private final class Lines {

		private final Columns columns;

		private final SshCommandContext context;

		private final Cells cells;

		private final JsonText json;

		Lines(Columns columns, SshCommandContext context) {
			this.columns = columns;
			this.context = context;
			this.cells = new Cells(context.charset());
			this.json = new JsonText(context.charset());
		}

		void writeRow(@Nullable Object row) throws Exception {
			if (this.columns.isTooNarrowFor(row)) {
				throw new SshCommandException("A row has values that the first one has not; use -o json");
			}
			write(this.columns.values(row));
		}

		void write(List<@Nullable Object> values) throws Exception {
			StringBuilder line = new StringBuilder();
			for (int i = 0; i < values.size(); i++) {
				Object value = values.get(i);
				String text = text(value);
				// What controls a terminal stays away from it; a file gets what was there
				text = this.context.isInteractive() ? this.cells.name(text) : text;
				boolean quoted = SPECIAL.matcher(text).find() || text.isEmpty() && value != null;
				line.append((i > 0) ? "," : "").append(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
			}
			this.context.out().write(line + LINE_END);
		}

		private String text(@Nullable Object value) throws Exception {
			boolean whole = value == null || value instanceof byte[]
					|| ResultRows.of(value) == null && BeanFields.of(value) == null;
			return whole ? Cells.text(value) : this.json.line(CsvRenderer.this.trees.of(value));
		}

	}

}
