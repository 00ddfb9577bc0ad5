package io.sshconsole.boot;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.terminal.ProgressBar;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Commands that talk to their users, on the screens of real clients.
 */
@OpenSshTest(properties = { "ssh-console.users.ada.password=correct horse", "ssh-console.shell.prompt=app> " })
class InteractionScreenTests {

	private static final String BAR = "#".repeat(20) + ".".repeat(20);

	private OpenSsh.Login ada;

	@BeforeEach
	void createClient(@Autowired OpenSsh ssh) {
		this.ada = ssh.password("ada", "correct horse");
	}

	@Test
	void aSecretIsAskedForAndNeverShown() throws Exception {
		try (ScriptedTerminal terminal = shell(80, 24)) {
			terminal.line("secret").awaitCursorRow("Password?").line("hunter2").awaitLast("Password?", "7", "app>");
			assertThat(terminal.history()).doesNotContain("hunter2");
		}
	}

	@Test
	void aQuestionIsAskedAndTheShellGoesOn() throws Exception {
		try (ScriptedTerminal terminal = shell(40, 10)) {
			terminal.line("wipe").awaitCursorRow("Really? [y/N]").line("n").await("nothing was done");
			terminal.awaitCursorRow("app>").line("wipe").awaitCursorRow("Really? [y/N]").line("y");
			terminal.awaitLast("Really? [y/N] y", "wiped", "app>");
			terminal.line("choose").awaitLast("1) red", "2) green", "Which?").key("C-c").awaitLast("^C", "app>");
		}
	}

	@Test
	void aProgressBarIsBelowTheOutput() throws Exception {
		try (ScriptedTerminal terminal = shell(80, 24)) {
			terminal.line("copy").awaitLast("app> copy", "Copying [" + BAR + "]  50%");
			Commands.steps.release();
			terminal.awaitLast("app> copy", "half of it", "Copying [" + BAR + "]  50%");
			Commands.steps.release();
			terminal.awaitLast("app> copy", "half of it", "done", "app>");
		}
	}

	@Test
	void aWatchedLineHasTheWholeScreen() throws Exception {
		try (ScriptedTerminal terminal = shell(80, 24)) {
			terminal.line("watch -n 1h size").awaitRow(2, "80x24");
			assertThat(terminal.isFullScreen()).isTrue();
			assertThat(terminal.isCursorVisible()).isFalse();
			assertThat(terminal.rows().get(0)).startsWith("Every 3600s: size").matches(".*\\d\\d:\\d\\d:\\d\\d");
			terminal.resize(40, 10).awaitRow(2, "40x10");
			assertThat(terminal.rows().get(0)).hasSize(40);
			terminal.type("q").awaitLast("app> watch -n 1h size", "app>");
			assertThat(terminal.isFullScreen()).isFalse();
			assertThat(terminal.isCursorVisible()).isTrue();
		}
	}

	@Test
	void ctrlCGivesTheScreenBack() throws Exception {
		try (ScriptedTerminal terminal = shell(80, 24)) {
			terminal.line("watch -n 1h size").awaitRow(2, "80x24").key("C-c").awaitLast("^C", "app>");
			assertThat(terminal.isFullScreen()).isFalse();
			assertThat(terminal.isCursorVisible()).isTrue();
		}
	}

	@Test
	void aWatchedLineThatIsLongerThanTheScreenIsScrolled() throws Exception {
		try (ScriptedTerminal terminal = shell(40, 10)) {
			Commands.counted.set(0);
			terminal.line("watch -n 1h 'count 50'").awaitRow(2, "1").awaitRow(9, "… 43 more lines");
			terminal.key("Down").awaitRow(2, "2").awaitRow(9, "… 1 above, 42 more lines");
			terminal.key("NPage").awaitRow(2, "7").key("PPage").awaitRow(2, "2").key("Up", "Up").awaitRow(2, "1");
			terminal.key("End").awaitRow(8, "50").awaitRow(9, "… 43 above").key("Up").awaitRow(8, "49");
			terminal.key("Home").awaitRow(2, "1");
			assertThat(terminal.rows().get(0)).startsWith("Every 3600s: count 50");
			assertThat(Commands.counted).hasValue(1);
			terminal.key("Down").awaitRow(2, "2").type("x").awaitRow(2, "2");
			Awaitility.await().until(() -> Commands.counted.get() == 2);
			terminal.type("q").awaitLast("app> watch -n 1h 'count 50'", "app>");
		}
	}

	private ScriptedTerminal shell(int columns, int rows) {
		return ScriptedTerminal.open(this.ada, columns, rows).awaitCursorRow("app>");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Commands {

		private static final Semaphore steps = new Semaphore(0);

		private static final AtomicInteger counted = new AtomicInteger();

		@SshCommand(name = "count")
		Stream<Integer> count(@SshArgument int count) {
			counted.incrementAndGet();
			return IntStream.rangeClosed(1, count).boxed();
		}

		@SshCommand(name = "secret")
		int secret(SshCommandContext context) throws Exception {
			char[] typed = context.terminal().readSecret("Password? ").orElseThrow();
			Arrays.fill(typed, ' ');
			return typed.length;
		}

		@SshCommand(name = "wipe", confirm = "Really?")
		String wipe() {
			return "wiped";
		}

		@SshCommand(name = "choose")
		void choose(SshCommandContext context) throws Exception {
			context.terminal().choose("Which?", List.of("red", "green"), (text) -> text);
		}

		@SshCommand(name = "copy")
		String copy(SshCommandContext context) throws Exception {
			try (ProgressBar bar = context.terminal().progress("Copying", 2)) {
				Thread.sleep(100);
				bar.step(1);
				steps.acquire();
				context.out().println("half of it");
				steps.acquire();
			}
			return "done";
		}

		@SshCommand(name = "size")
		String size(SshCommandContext context) {
			return context.terminal().columns() + "x" + context.terminal().rows();
		}

	}

}
