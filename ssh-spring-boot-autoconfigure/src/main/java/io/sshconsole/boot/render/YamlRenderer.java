package io.sshconsole.boot.render;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshResultRenderer;

/**
 * Writes YAML: rows as a list, everything else as a document.
 */
final class YamlRenderer implements SshResultRenderer {

	private final ValueTree trees;

	YamlRenderer(ValueTree trees) {
		this.trees = trees;
	}

	@Override
	public boolean supports(Object result, OutputFormat format) {
		return format == OutputFormat.YAML;
	}

	@Override
	public void render(Object result, OutputFormat format, SshCommandContext context) throws Exception {
		YamlText yaml = new YamlText(context.charset());
		ResultRows rows = ResultRows.of(result);
		if (rows == null) {
			context.out().write(yaml.document(this.trees.of(result)));
			return;
		}
		boolean empty = true;
		while (rows.hasNext(context)) {
			context.out().write(yaml.item(this.trees.of(rows.rows().next())));
			empty = false;
		}
		context.out().write(empty ? "[]\n" : "");
	}

}
