package io.sshconsole.boot.shell;

import java.io.IOException;
import java.util.OptionalInt;

import io.sshconsole.boot.terminal.SshScreen;

/**
 * The drawing of a view that is on the screen. It can be scrolled without being drawn
 * anew, because that may cost a lot.
 */
final class ShownScreen {

	private final LineConsole console;

	private final ScreenPainter painter = new ScreenPainter();

	private final ScrollKeys keys = new ScrollKeys();

	private SshScreen screen = SshScreen.of(1, 1);

	private int skipped;

	ShownScreen(LineConsole console) {
		this.console = console;
	}

	/**
	 * Shows another drawing, scrolled as far as the one before.
	 */
	void show(SshScreen screen) throws IOException {
		this.screen = screen;
		this.skipped = screen.scroll(this.skipped);
		this.console.write(this.painter.paint(screen));
	}

	/**
	 * Takes a byte of a key.
	 * @return whether it belongs to a key that scrolls
	 */
	boolean scroll(int key) throws IOException {
		OptionalInt step = this.keys.accept(key, Math.max(1, this.screen.rows() / 2));
		if (step.orElse(0) != 0) {
			this.skipped += step.getAsInt();
			show(this.screen);
		}
		return step.isPresent();
	}

}
