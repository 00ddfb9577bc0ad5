package io.sshconsole.boot.terminal;

import java.io.PrintWriter;

/**
 * A progress bar where nothing can be taken back: a line for each tenth of the way.
 */
final class PlainProgress implements ProgressBar {

	private static final int TENTH = 10;

	private final PrintWriter out;

	private final Progress progress;

	private String label;

	private int tenths = -1;

	private boolean closed;

	PlainProgress(PrintWriter out, String label, long total) {
		this.out = out;
		this.progress = new Progress(total);
		this.label = label;
		show();
	}

	@Override
	public void step(long by) {
		this.progress.step(by);
		show();
	}

	@Override
	public void at(long done) {
		this.progress.at(done);
		show();
	}

	@Override
	public void label(String label) {
		this.label = label;
	}

	@Override
	public void close() {
		this.closed = true;
	}

	private void show() {
		int percent = this.progress.percent();
		if (!this.closed && percent / TENTH > this.tenths) {
			this.tenths = percent / TENTH;
			this.out.println(PlainText.line(this.label) + ": " + percent + "%");
		}
	}

}
