package io.sshconsole.boot.terminal;

import java.io.PrintWriter;

/**
 * A spinner where nothing moves: each label is a line.
 */
final class PlainSpinner implements Spinner {

	private final PrintWriter out;

	private String label = "";

	private boolean closed;

	PlainSpinner(PrintWriter out, String label) {
		this.out = out;
		label(label);
	}

	@Override
	public void label(String label) {
		if (!this.closed && !label.equals(this.label)) {
			this.label = label;
			this.out.println(PlainText.line(label));
		}
	}

	@Override
	public void close() {
		this.closed = true;
	}

}
