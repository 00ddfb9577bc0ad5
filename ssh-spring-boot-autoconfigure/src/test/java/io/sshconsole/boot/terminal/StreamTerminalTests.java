package io.sshconsole.boot.terminal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StreamTerminalTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private boolean confirmed;

	@Test
	void questionsGoToStandardErrorAndAnswersComeFromStandardInput() throws IOException {
		SshTerminal terminal = terminal("Ada\r\nsecret\nrest");
		assertThat(terminal.readLine("Name? ")).contains("Ada");
		assertThat(terminal.readSecret("Password? ")).map(String::new).contains("secret");
		assertThat(terminal.readLine("")).contains("rest");
		assertThat(terminal.readLine("")).isEmpty();
		assertThat(this.err).hasToString("Name? Password? ");
		assertThat(this.out).hasToString("");
	}

	@Test
	void anEndlessAnswerIsRefused() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> terminal("x".repeat(70_000)).readLine(""));
	}

	@Test
	void aChoiceIsANumberOrALabel() throws IOException {
		assertThat(choose("2\n")).contains(20);
		assertThat(choose("no\n0\n10\n")).contains(10);
		assertThat(choose("3\n")).isEmpty();
	}

	@Test
	void withoutYesAConfirmationIsRefused() throws IOException {
		assertThatExceptionOfType(NoTerminalException.class).isThrownBy(() -> terminal("y\n").confirm("Really?"))
			.withMessageContaining("--yes");
		this.confirmed = true;
		assertThat(terminal("").confirm("Really?")).isTrue();
	}

	@Test
	void aViewIsWrittenAsPlainLinesUntilItEnds() throws Exception {
		int[] rounds = { 0 };
		terminal("").show(Duration.ZERO, (screen) -> {
			screen.line("round " + rounds[0]).status("not shown");
			return ++rounds[0] < 2;
		});
		assertThat(this.out).hasToString("round 0\n\nround 1\n");
	}

	@Test
	void aViewThatNobodyReadsEnds() throws Exception {
		PrintWriter gone = new PrintWriter(new StringWriter()) {
			@Override
			public boolean checkError() {
				return true;
			}
		};
		SshTerminal terminal = new StreamTerminal(InputStream.nullInputStream(), gone, gone, StandardCharsets.UTF_8,
				() -> false);
		int[] rounds = { 0 };
		terminal.show(Duration.ZERO, (screen) -> ++rounds[0] < 10);
		assertThat(rounds[0]).isEqualTo(1);
	}

	@Test
	void progressIsALinePerTenth() {
		try (ProgressBar bar = terminal("").progress("Copying", 1000)) {
			for (int i = 0; i < 25; i++) {
				bar.step(10);
			}
			bar.label("Che\u0007cking");
			bar.at(Long.MAX_VALUE);
			bar.step(Long.MAX_VALUE);
		}
		assertThat(this.err).hasToString("Copying: 0%\nCopying: 10%\nCopying: 20%\nChe?cking: 100%\n");
		assertThat(this.out).hasToString("");
	}

	@Test
	void aHundredPercentIsAllAndNothingLess() {
		assertThat(new Progress(1000).at(999).percent()).isEqualTo(99);
		assertThat(new Progress(1000).at(1000).percent()).isEqualTo(100);
		assertThat(new Progress(Long.MAX_VALUE).at(Long.MAX_VALUE / 2).percent()).isEqualTo(50);
		assertThat(new Progress(10).step(5).step(Long.MAX_VALUE).percent()).isEqualTo(100);
		assertThat(new Progress(10).at(-5).percent()).isZero();
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Progress(0));
	}

	@Test
	void aSpinnerIsItsLabels() {
		try (Spinner spinner = terminal("").spinner("Waiting")) {
			spinner.label("Waiting");
			spinner.label("Still waiting");
		}
		assertThat(this.err).hasToString("Waiting\nStill waiting\n");
	}

	@Test
	void labelsCannotControlTheTerminal() throws IOException {
		terminal("").choose("Which?", List.of("\u001b[2Jred"), (text) -> text);
		assertThat(this.err).hasToString("1) ?[2Jred\nWhich? ");
	}

	private Optional<Integer> choose(String input) throws IOException {
		return terminal(input).choose("Which?", List.of(10, 20), String::valueOf);
	}

	private SshTerminal terminal(String input) {
		return new StreamTerminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
				new PrintWriter(this.out), new PrintWriter(this.err), StandardCharsets.UTF_8, () -> this.confirmed);
	}

}
