package io.sshconsole.boot.render;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.boot.terminal.TextStyle;
import io.sshconsole.ssh.connection.WindowSize;

/**
 * What a table is drawn on.
 *
 * @param width columns, without limit where no terminal would break the lines
 * @param colour whether escape sequences may be written
 */
record Paper(int width, boolean colour) {

	static Paper of(SshCommandContext context) {
		if (!context.isInteractive()) {
			return new Paper(Integer.MAX_VALUE, false);
		}
		int columns = context.terminalSize()
			.map(WindowSize::columns)
			.filter((width) -> width > 0)
			.orElse(SshTerminal.DEFAULT_COLUMNS);
		return new Paper(columns, context.hasColour());
	}

	String heading(String text) {
		return TextStyle.HEADING.of(text, this.colour);
	}

}
