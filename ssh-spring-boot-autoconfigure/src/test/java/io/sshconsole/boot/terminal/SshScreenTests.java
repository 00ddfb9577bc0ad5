package io.sshconsole.boot.terminal;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SshScreenTests {

	@Test
	void whatIsTooMuchIsCutOff() {
		assertThat(SshScreen.of(5, 2).line("123456").line("12345").shown()).containsExactly("1234…", "12345");
		assertThat(SshScreen.of(5, 1).line("123456").line("12345").shown()).containsExactly("1234…");
	}

	@Test
	void whatIsTooMuchIsCounted() {
		assertThat(numbered(4).shown()).containsExactly("1", "2", "3", "4");
		assertThat(numbered(5).shown()).containsExactly("1", "2", "3", "… 2 more lines");
		assertThat(numbered(5).status("s").shown()).containsExactly("1", "2", "… 3 more lines", "s");
	}

	@Test
	void itCanBeScrolledToItsLastLine() {
		SshScreen screen = numbered(6);
		assertThat(screen.scroll(2)).isEqualTo(2);
		assertThat(screen.shown()).containsExactly("3", "4", "5", "… 2 above, 1 more line");
		assertThat(screen.scroll(Integer.MAX_VALUE)).isEqualTo(3);
		assertThat(screen.shown()).containsExactly("4", "5", "6", "… 3 above");
		assertThat(screen.scroll(-1)).isZero();
		assertThat(numbered(4).scroll(1)).isZero();
	}

	@Test
	void whatIsKeptIsNotScrolled() {
		SshScreen screen = SshScreen.of(40, 4).line("head").keep().line("1").line("2").line("3").line("4");
		assertThat(screen.scroll(1)).isEqualTo(1);
		assertThat(screen.shown()).containsExactly("head", "2", "3", "… 1 above, 1 more line");
		assertThat(SshScreen.of(40, 2).line("a").line("b").keep().line("1").shown()).containsExactly("a", "b");
	}

	private static SshScreen numbered(int lines) {
		SshScreen screen = SshScreen.of(40, 4);
		IntStream.rangeClosed(1, lines).forEach((i) -> screen.line(String.valueOf(i)));
		return screen;
	}

	@Test
	void theStatusIsInTheLastRow() {
		assertThat(SshScreen.of(9, 3).line("1").status("s").shown()).containsExactly("1", "", "s");
		assertThat(SshScreen.of(9, 2).line("1").line("2").status("s").shown()).containsExactly("1", "s");
	}

	@Test
	void coloursTakeNoRoomAndEndWithTheirLine() {
		assertThat(SshScreen.of(3, 1).line("\u001b[31mred\u001b[0m").shown())
			.containsExactly("\u001b[31mred\u001b[0m\u001b[0m");
		assertThat(SshScreen.of(3, 1).line("a\u001b[1;31mbcd").shown()).containsExactly("a\u001b[1;31mb…\u001b[0m");
	}

	@Test
	void nothingElseIsObeyed() {
		assertThat(SshScreen.of(20, 1).line("a\u001b[2Jb\rc\u0007").shown()).containsExactly("a?[2Jb c?");
	}

	@Test
	void tabsStandWhereTheyDoOnATerminal() {
		assertThat(SshScreen.of(20, 1).line("a\tb\t\u001b[1mc").shown())
			.containsExactly("a       b       \u001b[1mc\u001b[0m");
	}

}
