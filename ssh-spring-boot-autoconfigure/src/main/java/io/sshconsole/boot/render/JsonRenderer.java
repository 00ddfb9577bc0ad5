package io.sshconsole.boot.render;

import java.io.PrintWriter;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshResultRenderer;

/**
 * Writes JSON: rows as an array with one of them in each line, everything else indented.
 */
final class JsonRenderer implements SshResultRenderer {

	private final ValueTree trees;

	JsonRenderer(ValueTree trees) {
		this.trees = trees;
	}

	@Override
	public boolean supports(Object result, OutputFormat format) {
		return format == OutputFormat.JSON;
	}

	@Override
	public void render(Object result, OutputFormat format, SshCommandContext context) throws Exception {
		JsonText json = new JsonText(context.charset());
		PrintWriter out = context.out();
		ResultRows rows = ResultRows.of(result);
		if (rows == null) {
			out.write(json.lines(this.trees.of(result)) + "\n");
			return;
		}
		out.write("[");
		String before = "\n";
		while (rows.hasNext(context)) {
			out.write(before + json.line(this.trees.of(rows.rows().next())));
			before = ",\n";
		}
		// Also behind rows that were cancelled: what came is complete in itself
		out.write(before.equals("\n") ? "]\n" : "\n]\n");
	}

}
