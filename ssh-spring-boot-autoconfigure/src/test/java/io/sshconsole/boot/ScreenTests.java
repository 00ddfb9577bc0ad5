package io.sshconsole.boot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import io.sshconsole.ssh.connection.WindowSize;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person sees on a real terminal, of two sizes and of a changing one.
 */
@OpenSshTest(properties = { "ssh-console.shell.prompt=app> ", "ssh-console.users.ada.password=secret" })
class ScreenTests {

	private OpenSsh.Login ada;

	@BeforeEach
	void prepareLogin(@Autowired OpenSsh ssh) {
		this.ada = ssh.password("ada", "secret");
	}

	@ParameterizedTest
	@CsvSource({ "80, 24", "40, 10" })
	void aCommandAndItsOutputStandBelowEachOther(int columns, int rows) {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ada, columns, rows)) {
			terminal.awaitCursorRow("app>").line("say hello").awaitLast("app> say hello", "hello", "app>");
			terminal.line("size").awaitLast("app> size", columns + " x " + rows, "app>");
		}
	}

	@ParameterizedTest
	@CsvSource({ "80, 24", "40, 10" })
	void aLongLineIsEditedOverTheEdgeOfTheScreen(int columns, int rows) {
		String word = "0123456789".repeat(columns / 10);
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ada, columns, rows)) {
			terminal.awaitCursorRow("app>").type("say " + word);
			terminal.awaitLast(("app> say " + word).substring(0, columns), word.substring(columns - 9));
			terminal.key("BSpace", "BSpace").key("C-a").key("M-f").type("X").key("Enter");
			String expected = "X" + word.substring(0, columns - 2);
			terminal.await(expected).awaitCursorRow("app>");
		}
	}

	@Test
	void aLineThatIsTypedSurvivesAResize() {
		String words = "one two three four five six seven eight nine";
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ada, 80, 24)) {
			terminal.awaitCursorRow("app>").type("say '" + words).awaitCursorRow("app> say '" + words);
			terminal.resize(40, 10).awaitCursorRow(("app> say '" + words).substring(40));
			terminal.type("'").key("Enter").await(words.substring(0, 40).strip()).awaitCursorRow("app>");
			terminal.line("size").awaitLast("app> size", "40 x 10", "app>");
		}
	}

	@Test
	void aCommandSeesAResizeWhileItRuns() {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ada, 80, 24)) {
			terminal.awaitCursorRow("app>").line("watch-size").awaitLast("app> watch-size", "80 x 24");
			terminal.resize(40, 10).await("40 x 10").key("C-c").awaitCursorRow("app>");
		}
	}

	@Test
	void outputThatIsHigherThanTheScreenScrolls() {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ada, 40, 10)) {
			terminal.awaitCursorRow("app>")
				.line("count 50")
				.awaitScreen("42", "43", "44", "45", "46", "47", "48", "49", "50", "app>");
		}
	}

	@Test
	void exitEndsTheSession() {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ada, 80, 24)) {
			terminal.awaitCursorRow("app>").line("exit");
			assertThat(terminal.awaitEnd()).isZero();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Commands commands() {
			return new Commands();
		}

	}

	static class Commands {

		@SshCommand(name = "say")
		String say(@SshArgument String text) {
			return text;
		}

		@SshCommand(name = "count")
		void count(@SshArgument int count, SshCommandContext context) {
			for (int i = 1; i <= count; i++) {
				context.out().println(i);
			}
		}

		@SshCommand(name = "size")
		String size(SshCommandContext context) {
			WindowSize size = context.terminalSize().orElseThrow();
			return size.columns() + " x " + size.rows();
		}

		@SshCommand(name = "watch-size")
		void watchSize(SshCommandContext context) throws InterruptedException {
			String shown = "";
			while (!context.isCancelled()) {
				String size = size(context);
				if (!size.equals(shown)) {
					context.out().println(size);
					shown = size;
				}
				new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
			}
		}

	}

}
