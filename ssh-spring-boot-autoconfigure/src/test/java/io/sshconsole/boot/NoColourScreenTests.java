package io.sshconsole.boot;

import java.util.List;
import java.util.Map;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever runs the server may want no colour at all: not in prompts, not in menus, not in
 * what commands write.
 */
@OpenSshTest(properties = { "ssh-console.users.ada.password=secret", "ssh-console.output.colour=never",
		"ssh-console.shell.prompt=app{status}> " })
@Timeout(180)
class NoColourScreenTests {

	private OpenSsh.Login ada;

	@BeforeEach
	void prepareLogin(@Autowired OpenSsh ssh) {
		this.ada = ssh.password("ada", "secret");
	}

	@Test
	void aShellShowsNone() {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ada, 80, 24)) {
			terminal.awaitCursorRow("app>").line("fail").awaitLast("It failed.", "app3>");
			terminal.line("people").awaitLast("name", "Ada", "app>").line("looks").awaitLast("false", "app>");
			terminal.line("help looks").await("Options:").awaitCursorRow("app>");
			assertThat(terminal.colours()).doesNotContain("\u001b[");
			terminal.line("clear").awaitScreen("app>").line("help").await("Behind a |:").awaitCursorRow("app>");
			assertThat(terminal.colours()).doesNotContain("\u001b[");
			terminal.line("clear").awaitScreen("app>").type("loo").key("Tab").type(" --").key("Tab");
			terminal.await("--output", "--help (");
			assertThat(terminal.colours()).doesNotContain("\u001b[3", "\u001b[9");
		}
	}

	@Test
	void aLineOnATerminalShowsNone() throws Exception {
		OpenSsh.Result result = this.ada.with("-q", "-tt").environment(Map.of("TERM", "xterm")).run("people; looks");
		assertThat(result.out()).isEqualTo("name\r\nAda\r\nfalse\r\n");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Commands {

		@SshCommand(name = "fail")
		void fail() {
			throw new SshCommandException("It failed.", 3);
		}

		@SshCommand(name = "people")
		List<Person> people() {
			return List.of(new Person("Ada"));
		}

		@SshCommand(name = "looks", description = "Says whether there is colour.")
		String looks(SshCommandContext context) {
			return String.valueOf(context.terminal().hasColour());
		}

	}

	record Person(String name) {

	}

}
