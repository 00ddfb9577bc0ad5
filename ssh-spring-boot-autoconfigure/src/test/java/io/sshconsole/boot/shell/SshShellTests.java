package io.sshconsole.boot.shell;

import java.util.Map;
import java.util.Optional;

import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SshShellTests {

	private final TestConsole console = new TestConsole(new TestCommands(), new SessionCommands());

	private final TestClient client = new TestClient();

	@Test
	void runsCommandsUntilExit() throws Exception {
		start("xterm-256color").await("app> ").type("say hello\r").await("\r\nhello\r\n").await("app> ");
		assertThat(this.client.type("exit\r").status()).isZero();
	}

	@Test
	void exitTakesAStatus() throws Exception {
		assertThat(start("xterm").await("app> ").type("exit 3\r").status()).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "xterm, ^D", "dumb, ^D", "xterm, exit^M", "dumb, exit^M", "xterm, # why^M^D", "xterm, ^M^Mexit^M",
			"xterm, say x; fail 7; exit^M" })
	void itEndsWithTheStatusOfTheLastLine(String terminal, String keys) throws Exception {
		start(terminal).await("app> ").type("fail 7\r").await("It failed.\r\n").await("app> ");
		assertThat(this.client.type(keys.replace("^M", "\r").replace("^D", "\u0004")).status()).isEqualTo(7);
	}

	@ParameterizedTest
	@CsvSource({ "xterm, say x; exit", "xterm, fail 8 || exit 0", "dumb, exit 0" })
	void whatWentWellEndsItWithZero(String terminal, String line) throws Exception {
		start(terminal).await("app> ").type("fail 7\r").await("It failed.\r\n").await("app> ");
		assertThat(this.client.type(line + "\r").status()).isZero();
	}

	@Test
	void aDumbTerminalRemembersItsLines() throws Exception {
		start("dumb").await("app> ").type("say 1\r").await("1\r\n").await("app> ").type("history\r");
		this.client.await("    1  say 1\r\n    2  history\r\n");
		leave();
	}

	@Test
	void theEndOfInputLeaves() throws Exception {
		start("xterm").await("app> ");
		assertThat(this.client.endInput().status()).isZero();
	}

	@Test
	void linesCanBeEdited() throws Exception {
		start("xterm").await("app> ")
			.type("sxy\u007f\u007fay oh\u001bOD\u001bOD'\u001bOC\u001bOC!'\r")
			.await("\r\noh!\r\n");
		leave();
	}

	@Test
	void historyComesBackAndIgnoresEventCharacters() throws Exception {
		start("xterm").await("app> ").type("say 'a!b'\r").await("\r\na!b\r\n").await("app> ");
		this.client.type("\u001bOA").await("say 'a!b'").type("\r").await("\r\na!b\r\n");
		leave();
	}

	@Test
	void ctrlCAtThePromptDropsTheLine() throws Exception {
		start("xterm").await("app> ").type("say lost").await("say lost").type("\u0003").await("app> ");
		this.client.type("say kept\r").await("\r\nkept\r\n");
		leave();
		assertThat(this.client.screen()).doesNotContain("\r\nlost");
	}

	@Test
	void ctrlCInterruptsTheCommandAndKeepsTheSession() throws Exception {
		start("xterm").await("app> ").type("sleep\r").await("asleep\r\n");
		this.client.type("\u0003").await("^C\r\n").await("app> ").type("say on\r").await("\r\non\r\n");
		leave();
	}

	@Test
	void ctrlCIsSeenBehindInputThatNobodyReads() throws Exception {
		start("xterm").await("app> ").type("sleep\r").await("asleep\r\n");
		this.client.type("x".repeat(TypeAhead.LIMIT + 10_000)).type("\u0003").await("^C\r\n").await("app> ");
		this.client.type("say on\r").await("\r\non\r\n");
		leave();
		assertThat(this.client.screen()).doesNotContain("xxx");
	}

	@Test
	void ctrlCTypedAheadOfTheCommandInterruptsIt() throws Exception {
		start("xterm").await("app> ").type("sleep\r\u0003").await("^C\r\n").await("app> ");
		leave();
	}

	@Test
	void ctrlCStopsOutputWithoutEnd() throws Exception {
		start("xterm").await("app> ").type("spin\r").await("row\r\nrow\r\n");
		this.client.type("\u0003").await("^C\r\n").await("app> ");
		leave();
	}

	@Test
	void theSignalIntIsLikeCtrlC() throws Exception {
		start("xterm").await("app> ").type("sleep\r").await("asleep\r\n");
		this.client.signal("INT").await("^C\r\n").await("app> ");
		this.client.type("say lost").await("say lost").signal("INT").await("app> ");
		leave();
	}

	@Test
	void anotherInterruptCharacterCanBeSet() throws Exception {
		PtyRequest pty = new PtyRequest("xterm", new WindowSize(80, 24, 0, 0), Map.of(1, 24));
		start(Optional.of(pty), Map.of()).await("app> ").type("sleep\r").await("asleep\r\n");
		this.client.type("\u0018").await("^C\r\n").await("app> ");
		leave();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "say x", "sleep\r", "spin\r", "cat\r" })
	void aLostConnectionEndsEverything(String keys) throws Exception {
		start("xterm").await("app> ");
		if (!keys.isEmpty()) {
			this.client.type(keys).await(keys.substring(0, 3));
		}
		this.client.hangUp();
		assertThat(this.client.status()).isIn(0, 130, 141);
	}

	@Test
	void aLostConnectionEndsASearch() {
		start("xterm").await("app> ").type("say 1\r").await("app> ").type("\u0012").await("bck-i-search");
		this.client.hangUp();
		this.client.awaitThreadsGone();
	}

	@Test
	void theSignalHupEndsEverything() throws Exception {
		start("xterm").await("app> ").type("sleep\r").await("asleep\r\n").signal("HUP");
		this.client.awaitThreadsGone();
	}

	@Test
	void tabCompletesPermittedCommands() throws Exception {
		start("xterm").await("app> ")
			.type("sand\t")
			.await("sandwich ")
			.type("\t")
			.await("list ")
			.type("\r")
			.await("none\r\n");
		leave();
		assertThat(this.client.screen()).doesNotContain("make");
	}

	@Test
	void tabShowsDescriptions() throws Exception {
		this.console.as("ROLE_ADMIN");
		start("xterm").await("app> ").type("sandwich \t").await("Lists them.").await("Makes one.");
		this.client.type("\u0003").await("app> ").type("say --l\t").await("--loud ").type("x\r").await("\r\nX\r\n");
		leave();
	}

	@Test
	void aCommandReadsLinesWithEchoAndErase() throws Exception {
		start("xterm").await("app> ").type("line\r").await("line").await("\r\n").type("helli\u007fo\r");
		this.client.await("helli\b \bo\r\n").await("<hello>\r\n").await("app> ");
		this.client.type("cat\r").await("\r\n").type("a\rb\r\u0004").await("<a|b|>\r\n");
		leave();
	}

	@Test
	void theSizeFollowsTheWindow() throws Exception {
		start("xterm").await("app> ")
			.type("size\r")
			.await("xterm 80\r\n")
			.resize(100, 30)
			.type("\r")
			.await("xterm 100\r\n");
		leave();
	}

	@Test
	void theWindowMayChangeWhileALineIsEdited() throws Exception {
		start("xterm").await("app> ").type("say abc").await("abc").resize(40, 10).resize(0, 0).resize(10_000, 10_000);
		this.client.type("d\r").await("\r\nabcd\r\n");
		leave();
	}

	@Test
	void outputWithoutALineEndIsNotOverwrittenByThePrompt() throws Exception {
		start("xterm").await("app> ").type("print unfinished\r").await("\r\nunfinished\r\n").await("app> ");
		leave();
	}

	@Test
	void onePacketPerKeyIsEnough() throws Exception {
		start("xterm").await("app> ");
		assertThat(this.client.packets()).isEqualTo(1);
		this.client.type("s").await("s");
		assertThat(this.client.packets()).isEqualTo(2);
		this.client.type("\u0015");
		leave();
	}

	@Test
	void pastedLinesRunOneAfterTheOther() throws Exception {
		start("xterm").await("app> ").type("\u001b[200~say 1\nsay '2\n3'\u001b[201~").await("say 1").type("\r");
		this.client.await("\r\n1\r\n2\r\n3\r\n");
		leave();
	}

	@Test
	void theEditorOfTheServerIsOutOfReach() throws Exception {
		start("xterm").await("app> ").type("say x\u0018\u0005").type("\r").await("\r\nx\r\n");
		leave();
		assertThat(this.client.screen()).doesNotContain("Exception");
	}

	@Test
	void typesAheadWhileACommandRuns() throws Exception {
		start("xterm").await("app> ").type("say 1\rsay 2\rexit\r").await("\r\n1\r\n").await("\r\n2\r\n");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void usesTheCharacterSetOfTheSession() throws Exception {
		start(TestClient.pty("xterm"), Map.of("LANG", "de_DE.ISO-8859-1")).await("app> ");
		this.client.typeRaw(new byte[] { 's', 'a', 'y', ' ', (byte) 0xe4, '\r' }).await("\r\n");
		leave();
		assertThat(this.client.bytes()).contains((byte) 0xe4).doesNotContain((byte) 0xc3);
	}

	@Test
	void anUnknownCommandSaysSoAndGoesOn() throws Exception {
		start("xterm").await("app> ").type("sya hello\r").await("sya hello: unknown command").await("app> ");
		leave();
	}

	@ParameterizedTest
	@ValueSource(strings = { "dumb", "", "unknown", "emacs" })
	void aDumbTerminalHasPlainLines(String type) throws Exception {
		start(type).await("app> ")
			.type("say hallx\u007fo\r")
			.await("say hallx\b \bo\r\n")
			.await("hallo\r\n")
			.await("app> ");
		this.client.type("say lost\u0003").await("^C\r\n").await("app> ");
		this.client.type("sleep\r").await("asleep\r\n").type("\u0003").await("^C\r\n").await("app> ");
		assertThat(this.client.type("\u0004").status()).isEqualTo(130);
		assertThat(this.client.screen()).doesNotContain("\u001b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "$(reboot)", "../../etc/passwd", "vt100", "linux", "xterm-kitty", "tmux-256color" })
	void anyTerminalTypeWorks(String type) throws Exception {
		start(type).await("app> ").type("say hello\r").await("\r\nhello\r\n");
		leave();
	}

	@Test
	void withoutATerminalItRunsAScript() throws Exception {
		start(Optional.empty(), Map.of()).type("say 1\r\n# comment\n\nsay 2\nfail 9\n").endInput();
		assertThat(this.client.status()).isEqualTo(9);
		assertThat(this.client.screen()).isEqualTo("1\n2\n");
		assertThat(this.client.errors()).isEqualTo("It failed.\nLine 5 failed with status 9: the script ends here\n");
	}

	@Test
	void aScriptStopsAtTheFirstFailureAndEndsWithItsStatus() throws Exception {
		start(Optional.empty(), Map.of()).type("say 1\nfail 9\nsay 2\n").endInput();
		assertThat(this.client.status()).isEqualTo(9);
		assertThat(this.client.screen()).isEqualTo("1\n");
		assertThat(this.client.errors()).contains("Line 2 failed with status 9");
	}

	@Test
	void aScriptCanExit() throws Exception {
		start(Optional.empty(), Map.of()).type("set +e\nfail 9\nexit\nsay 2\n");
		assertThat(this.client.status()).isEqualTo(9);
		assertThat(this.client.screen()).isEmpty();
	}

	@Test
	void aCommandOfAScriptReadsTheLinesBehindIt() throws Exception {
		start(Optional.empty(), Map.of()).type("line\nits input\nsay next\n").endInput();
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).isEqualTo("<its input>\nnext\n");
	}

	@Test
	void aScriptWithALineWithoutEndIsRefused() throws Exception {
		start(Optional.empty(), Map.of()).type("say " + "x".repeat(100_000));
		assertThat(this.client.status()).isEqualTo(2);
		assertThat(this.client.errors()).contains("longer than");
	}

	@Test
	void aLostConnectionEndsAScriptThatWaitsForItsNextLine() throws Exception {
		start(Optional.empty(), Map.of()).type("say 1\n").await("1\n").hangUp();
		assertThat(this.client.status()).isEqualTo(130);
	}

	@Test
	void aLostConnectionEndsAScript() throws Exception {
		start(Optional.empty(), Map.of()).type("sleep\nsay 2\n").await("asleep");
		this.client.hangUp();
		this.client.awaitThreadsGone();
		assertThat(this.client.status()).isEqualTo(130);
	}

	private TestClient start(String type) {
		return start(TestClient.pty(type), Map.of());
	}

	private TestClient start(Optional<PtyRequest> pty, Map<String, String> environment) {
		SshShell shell = new TestShell(this.console).open(this.client.threads());
		ShellChannel channel = this.client.channel(pty, environment);
		return this.client.start(() -> shell.run(channel));
	}

	private void leave() throws Exception {
		assertThat(this.client.type("exit 0\r").status()).isZero();
	}

}
