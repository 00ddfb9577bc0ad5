package io.sshconsole.boot.render;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshResultRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows line by line with tabs between their values, and everything else as it is.
 * A tab or a line end within a value becomes a blank, so that programs can split.
 */
final class TabSeparatedRenderer implements SshResultRenderer {

	@Override
	public boolean supports(Object result, OutputFormat format) {
		return format == OutputFormat.TEXT;
	}

	@Override
	public void render(Object result, OutputFormat format, SshCommandContext context) throws Exception {
		Cells cells = new Cells(context.charset());
		ResultRows rows = ResultRows.of(result);
		if (rows != null) {
			write(rows, cells, context);
			return;
		}
		Map<String, @Nullable Object> fields = BeanFields.of(result);
		if (fields == null) {
			writeText(Cells.text(result), context.out());
			return;
		}
		for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
			context.out().write(cells.name(field.getKey()) + "\t" + cells.line(field.getValue()) + "\n");
		}
	}

	/**
	 * Writes text as it is, with a line end if it has none.
	 * @param text any text
	 * @param out where it goes
	 */
	static void writeText(String text, PrintWriter out) {
		out.write(text.endsWith("\n") ? text : text + "\n");
	}

	private static void write(ResultRows rows, Cells cells, SshCommandContext context) throws Exception {
		Collection<?> known = rows.known();
		Columns columns = (known != null) ? Columns.of(known) : Columns.NONE;
		while (rows.hasNext(context)) {
			context.out().write(String.join("\t", cells.lineOfEach(columns.values(rows.rows().next()))) + "\n");
		}
	}

}
