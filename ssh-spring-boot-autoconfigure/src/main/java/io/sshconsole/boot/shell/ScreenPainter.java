package io.sshconsole.boot.shell;

import java.util.List;

import io.sshconsole.boot.terminal.SshScreen;

/**
 * Says what to send so that a terminal shows a screen: only the rows that differ from
 * what it shows already, so that a slow link keeps up.
 */
final class ScreenPainter {

	private List<String> shown = List.of();

	private int columns;

	private int rows;

	/**
	 * Paints a screen. A terminal of another size than before is painted anew, because
	 * each moves its rows in its own way then.
	 * @param screen what is to be seen
	 * @return control sequences of ECMA-48 and text; nothing if all is as before
	 */
	String paint(SshScreen screen) {
		StringBuilder paint = new StringBuilder();
		if (screen.columns() != this.columns || screen.rows() != this.rows) {
			this.columns = screen.columns();
			this.rows = screen.rows();
			this.shown = List.of();
			paint.append("\u001b[2J");
		}
		List<String> wanted = screen.shown();
		for (int i = 0; i < Math.max(wanted.size(), this.shown.size()); i++) {
			String row = row(wanted, i);
			if (!row.equals(row(this.shown, i))) {
				// Erased first: behind a full row the cursor is not past its last column
				paint.append("\u001b[").append(i + 1).append(";1H\u001b[K").append(row);
			}
		}
		this.shown = wanted;
		return paint.toString();
	}

	private static String row(List<String> rows, int index) {
		return (index < rows.size()) ? rows.get(index) : "";
	}

}
