package io.sshconsole.boot.shell;

import io.sshconsole.boot.terminal.SshScreen;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScreenPainterTests {

	private final ScreenPainter painter = new ScreenPainter();

	@Test
	void onlyRowsThatDifferAreSent() {
		assertThat(paint("a", "b", "c"))
			.isEqualTo("\u001b[2J\u001b[1;1H\u001b[Ka\u001b[2;1H\u001b[Kb\u001b[3;1H\u001b[Kc");
		assertThat(paint("a", "B", "c")).isEqualTo("\u001b[2;1H\u001b[KB");
		assertThat(paint("a", "B", "c")).isEmpty();
	}

	@Test
	void rowsThatAreGoneAreErased() {
		paint("a", "b");
		assertThat(paint("a")).isEqualTo("\u001b[2;1H\u001b[K");
		assertThat(paint("a", "b")).isEqualTo("\u001b[2;1H\u001b[Kb");
	}

	@Test
	void anotherSizeIsPaintedAnew() {
		paint("a", "b");
		assertThat(this.painter.paint(SshScreen.of(9, 1).line("a").line("b")))
			.isEqualTo("\u001b[2J\u001b[1;1H\u001b[Ka");
	}

	private String paint(String... lines) {
		SshScreen screen = SshScreen.of(10, 5);
		for (String line : lines) {
			screen.line(line);
		}
		return this.painter.paint(screen);
	}

}
