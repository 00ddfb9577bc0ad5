package io.sshconsole.boot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.shell.SshShellBanner;
import io.sshconsole.boot.shell.SshShellPrompt;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import io.sshconsole.boot.terminal.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A shell that an application has made its own: keys of vi, another prompt and banner,
 * and a short time to think.
 */
@OpenSshTest(properties = { "ssh-console.users.ada.password=secret", "ssh-console.shell.edit-mode=vi",
		"ssh-console.limits.idle-timeout=8s", "ssh-console.shell.idle-warning=4s" })
@Timeout(180)
class ShellWithoutPatienceTests {

	private OpenSsh.Login ada;

	@BeforeEach
	void prepareLogin(@Autowired OpenSsh ssh) {
		this.ada = ssh.password("ada", "secret");
	}

	@Test
	void theBannerAndThePromptAreThoseOfTheApplication() {
		try (ScriptedTerminal terminal = Window.WIDE.open(this.ada, "ada>>")) {
			terminal.awaitScreen("Be quick, ada.", "ada>>");
		}
	}

	@ParameterizedTest
	@EnumSource
	void linesAreEditedWithTheKeysOfVi(Window window) {
		try (ScriptedTerminal terminal = window.open(this.ada, "ada>>")) {
			terminal.type("say abc").awaitCursorRow("ada>> say abc");
			terminal.key("Escape").type("bcwxyz").awaitCursorRow("ada>> say xyz").key("Escape").type("0x");
			terminal.awaitCursorRow("ada>> ay xyz").type("is").awaitCursorRow("ada>> say xyz").key("Enter");
			terminal.awaitLast("ada>> say xyz", "xyz", "ada>>");
		}
	}

	@Test
	void homeEndDeleteAndWordsWorkWhereViInserts() {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ada, 80, 24)) {
			terminal.awaitCursorRow("ada>>").type("xay one two").key("Home", "DC").type("s").key("End").type("!");
			terminal.awaitCursorRow("ada>> say one two!").key("C-Left", "C-Left").type("1").key("C-Right").type("2");
			terminal.awaitCursorRow("ada>> say 1one 2two!");
		}
	}

	@Test
	void theKeysCanBeChangedForASession() {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ada, 80, 24)) {
			terminal.awaitCursorRow("ada>>").line("set -o emacs").awaitLast("ada>> set -o emacs", "ada>>");
			terminal.type("ay 1").key("C-a").type("s").awaitCursorRow("ada>> say 1").key("Enter");
			terminal.awaitLast("1", "ada>>").line("set -o vi").awaitLast("ada>> set -o vi", "ada>>");
			terminal.type("say 2").key("Escape").type("0x").awaitCursorRow("ada>> ay 2");
		}
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ada, 80, 24)) {
			terminal.awaitCursorRow("ada>>").type("say 3").key("Escape").type("0x").awaitCursorRow("ada>> ay 3");
		}
	}

	@ParameterizedTest
	@EnumSource
	void theUserIsWarnedAndThenTheSessionEnds(Window window) {
		String warning = "This session ends in 4 seconds unless you press a key.";
		try (ScriptedTerminal terminal = window.open(this.ada, "ada>>")) {
			terminal.type("say half");
			terminal.await(warning.substring(0, Math.min(warning.length(), window.columns())))
				.awaitCursorRow("ada>> say half");
			terminal.await("This session has ended: no key was press");
			assertThat(terminal.awaitEnd()).isZero();
		}
	}

	@Test
	void theUserOfADumbTerminalIsWarnedToo() {
		try (ScriptedTerminal terminal = ScriptedTerminal.open("dumb", this.ada, 80, 24)) {
			terminal.awaitCursorRow("ada>>").type("say half").awaitCursorRow("ada>> say half");
			terminal.awaitLast("ada>> say half", "This session ends in 4 seconds unless you press a key.",
					"ada>> say half");
			terminal.type("way").key("Enter").awaitLast("ada>> say halfway", "halfway", "ada>>");
			terminal.await("This session has ended: no key was pressed for 8 seconds.");
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

		@Bean
		SshShellPrompt prompt() {
			return (context) -> context.session().username() + ">> ";
		}

		@Bean
		SshShellBanner banner() {
			return (session, terminal, out) -> out.println("Be quick, " + session.username() + ".");
		}

	}

	static class Commands {

		@SshCommand(name = Window.AWAIT_COLUMNS)
		void awaitColumns(@SshArgument int columns, SshCommandContext context) throws InterruptedException {
			while (context.terminal().columns() != columns) {
				new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
			}
		}

		@SshCommand(name = "say")
		String say(@SshArgument String text) {
			return text;
		}

	}

}
