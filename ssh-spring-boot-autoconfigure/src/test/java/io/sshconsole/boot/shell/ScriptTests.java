package io.sshconsole.boot.shell;

import java.util.Map;
import java.util.Optional;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshExit;
import io.sshconsole.boot.command.TestConsole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ScriptTests {

	private final TestConsole console = new TestConsole(new TestCommands(), new SessionCommands(), new Leaving());

	private final TestClient client = new TestClient();

	@Test
	void stopsAtTheFirstFailure() throws Exception {
		start("say 1\nbogus\nsay 2\n");
		assertThat(this.client.status()).isEqualTo(127);
		assertThat(this.client.screen()).isEqualTo("1\n");
		assertThat(this.client.errors()).startsWith("bogus: unknown command")
			.endsWith("\nLine 2 failed with status 127: the script ends here\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "fail 3 || say 1\nsay 2\n", "say 1; say 2\n", "say 1\r\nsay 2\r\n", "say 1\nsay 2",
			"say 1 &&\nsay 2\n", "say 1\nsay \\\n2\n", "say 1\nsay 2 |\n# why\n grep 2\n",
			"set +e\nfail 3\nsay 1\nset  -e\nsay 2\n", "say 1\nsay 2\nexit\nsay 3\n", "say 1\nsay 2; leave 0\nsay 3",
			"set -o vi\nsay 1\n set  -o emacs\nsay 2\n" })
	void runsToItsEnd(String script) throws Exception {
		start(script);
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).isEqualTo("1\n2\n");
	}

	@Test
	void setMinusEMakesItStopAgain() throws Exception {
		start("set +e\nfail 3\nset -e\nfail 4\nsay 1\n");
		assertThat(this.client.status()).isEqualTo(4);
		assertThat(this.client.screen()).isEmpty();
	}

	@Test
	void linesThatACommandReadsCountToo() throws Exception {
		start("line\nits input\nfail 3\n");
		assertThat(this.client.status()).isEqualTo(3);
		assertThat(this.client.errors()).contains("Line 3 failed with status 3");
	}

	@Test
	void aQuoteMayHoldALineBreak() throws Exception {
		start("say 'a\r\nb'\n");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).isEqualTo("a\nb\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "say 1\nsay 'x\nsay 2\n", "say 1\nsay 2 |\n", "say 1\nsay 2 > file\nsay 3\n" })
	void aWrongLineIsAFailureWithStatus2(String script) throws Exception {
		start(script);
		assertThat(this.client.status()).isEqualTo(2);
		assertThat(this.client.screen()).isEqualTo("1\n");
		assertThat(this.client.errors()).contains("Line 2 failed with status 2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "exit 3\nsay 1\n", "leave 3; say 1\nsay 2\n", "set +e\nfail 3\nexit\n",
			"fail 3; exit\nsay 1\n", "set +e\nfail 3\n# why\n\n", "set +e\nfail 4\nexit 3\n" })
	void exitEndsItWithAStatusAndNoComplaint(String script) throws Exception {
		start(script);
		assertThat(this.client.status()).isEqualTo(3);
		assertThat(this.client.screen()).isEmpty();
		assertThat(this.client.errors()).doesNotContain("the script ends here");
	}

	@Test
	void historyListsTheLinesSoFar() throws Exception {
		start("say 1\n\n say 2\nsay 'a\nb'\nlogin x\nhistory\n");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).endsWith("    1  say 1\n    2  say 'a b'\n    3  history\n");
	}

	@Test
	void aScriptIsNoTerminal() throws Exception {
		start("session\nhistory --clear\nhistory\n");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).isEqualTo("script\n    1  history\n");
	}

	@Test
	void linesWithoutEndThatBelongTogetherAreRefused() throws Exception {
		start("say '" + "x\n".repeat(40_000));
		assertThat(this.client.status()).isEqualTo(2);
		assertThat(this.client.errors()).contains("goes on for too many lines");
	}

	private void start(String script) {
		ShellChannel channel = this.client.channel(Optional.empty(), Map.of());
		ScriptSession session = new ScriptSession(channel, this.console.session(),
				new TestShell(this.console).shells());
		this.client.start(session::run).type(script).endInput();
	}

	static class Leaving {

		@SshCommand(name = "session")
		String session(SshCommandContext context) {
			return context.shell().orElseThrow().isTerminal() ? "terminal" : "script";
		}

		@SshCommand(name = "login")
		void login(@SshArgument(secret = true) String password) {
		}

		@SshCommand(name = "leave")
		void leave(@SshArgument int status) {
			throw new SshExit(status);
		}

	}

}
