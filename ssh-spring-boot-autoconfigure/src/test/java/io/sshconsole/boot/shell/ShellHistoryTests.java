package io.sshconsole.boot.shell;

import java.io.IOException;
import java.nio.file.Path;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.command.TestConsole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What shells remember of the lines that were typed.
 */
@Timeout(60)
class ShellHistoryTests {

	@TempDir
	private Path directory;

	private HistoryFiles files;

	private TestShell shell;

	@BeforeEach
	void open() throws IOException {
		this.files = HistoryFiles.in(this.directory.resolve("history"), 100);
		TestConsole console = new TestConsole(new TestCommands(), new SessionCommands(), new Login());
		this.shell = new TestShell(console).histories(this.files);
	}

	@Test
	void aLineComesBackInTheNextSession() throws Exception {
		leave(start().type("say 1\r").await("\r\n1\r\n").await("app> "));
		start().type("\u001bOA").await("exit").type("\u001bOA").await("say 1").type("\r").await("\r\n1\r\n");
	}

	@Test
	void sessionsOfOneUserKeepEachOthersLines() throws Exception {
		TestClient one = start();
		TestClient two = start();
		one.type("say 1\r").await("\r\n1\r\n").await("app> ");
		two.type("say 2\r").await("\r\n2\r\n").await("app> ");
		leave(one);
		leave(two);
		assertThat(this.files.of("duke").read()).containsExactly("say 1", "say 2", "exit", "exit");
	}

	@Test
	void secretsAreNeitherStoredNorRemembered() throws Exception {
		TestClient client = start();
		client.type("login --password hunter2\r").await("in as hunter2").await("app> ");
		client.type("history\r").await("\r\n").await("app> ");
		leave(client);
		assertThat(this.files.of("duke").read()).containsExactly("history", "exit");
	}

	@Test
	void secretsAreNotEchoedWhileTheyAreTyped() throws Exception {
		TestClient client = start();
		client.type("login --password hunter2").await("login");
		client.type("\u0015").type("say end\r").await("\r\nend\r\n");
		leave(client);
		assertThat(client.screen()).doesNotContain("hunter2").doesNotContain("er2");
	}

	@Test
	void aLeadingBlankKeepsALineOut() throws Exception {
		leave(start().type(" say 1\r").await("\r\n1\r\n").await("app> "));
		assertThat(this.files.of("duke").read()).containsExactly("exit");
	}

	@Test
	void theCommandListsAndForgets() throws Exception {
		TestClient client = start();
		client.type("say 1\r").await("\r\n1\r\n").await("app> ");
		client.type("say 2\r").await("\r\n2\r\n").await("app> ");
		client.type("history 2\r").await("    2  say 2\r\n    3  history 2\r\n").await("app> ");
		client.type("history --clear\r").await("\r\n").await("app> ");
		assertThat(this.files.of("duke").read()).isEmpty();
		client.type("history\r").await("    1  history\r\n").await("app> ");
		leave(client);
	}

	private TestClient start() {
		return this.shell.start("xterm").await("app> ");
	}

	private static void leave(TestClient client) throws Exception {
		assertThat(client.type("exit\r").status()).isZero();
	}

	static class Login {

		@SshCommand(name = "login")
		String login(@SshOption(secret = true) String password) {
			return "in as " + password;
		}

	}

}
