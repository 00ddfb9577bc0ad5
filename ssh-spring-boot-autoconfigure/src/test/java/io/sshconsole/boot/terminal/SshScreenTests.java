package io.sshconsole.boot.terminal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SshScreenTests {

	@Test
	void whatIsTooMuchIsCutOff() {
		assertThat(SshScreen.of(5, 2).line("123456").line("12345").line("3").shown()).containsExactly("1234…", "12345");
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
