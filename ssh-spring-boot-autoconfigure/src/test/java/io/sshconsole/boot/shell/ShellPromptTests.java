package io.sshconsole.boot.shell;

import java.time.Duration;
import java.util.stream.IntStream;

import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.shell.SshShellSettings.EditMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What shells show around the lines that are typed: banner, prompt, notices, warnings.
 */
@Timeout(60)
class ShellPromptTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	private final TestShell shell = new TestShell(new TestConsole(new TestCommands(), new SessionCommands()));

	@Test
	void thePromptKnowsTheUserAndHowTheLastLineEnded() throws Exception {
		this.shell.prompt((context) -> context.session().username() + " " + context.lastStatus() + " 100%> ");
		TestClient client = this.shell.start("xterm").await("duke 0 100%> ");
		client.type("fail 7\r").await("It failed.\r\n").await("duke 7 100%> ");
		client.type("\r").await("duke 7 100%> ").type("say x\r").await("\r\nx\r\n").await("duke 0 100%> ");
		leave(client);
	}

	@ParameterizedTest
	@ValueSource(strings = { "xterm", "dumb" })
	void aPromptThatFailsCostsNobodyTheShell(String terminal) throws Exception {
		this.shell.prompt((context) -> {
			throw new IllegalStateException("no prompt");
		});
		leave(this.shell.start(terminal).await("> "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "xterm", "dumb" })
	void theBannerStandsAboveTheFirstPromptAndComesInOnePacketWithIt(String terminal) throws Exception {
		this.shell.banner((session, view, out) -> out.print("Hello " + session.username() + " on " + view.columns()));
		TestClient client = this.shell.start(terminal).await("Hello duke on 80\r\n").await("app> ");
		assertThat(client.packets()).isEqualTo(1);
		leave(client);
	}

	@Test
	void aBannerThatFailsCostsNobodyTheShell() throws Exception {
		this.shell.banner((session, view, out) -> {
			throw new IllegalStateException("no banner");
		});
		leave(this.shell.start("xterm").await("app> "));
	}

	@Test
	void aNoticeStandsAboveTheLineThatIsTyped() throws Exception {
		TestClient client = this.shell.start("xterm").await("app> ").type("say hal").await("hal");
		assertThat(this.shell.notices.broadcast("Down\nin \u001b[5 minutes")).isEqualTo(1);
		client.await("Down in ?[5 minutes").await("app> say hal").type("lo\r").await("\r\nhallo\r\n");
		leave(client);
	}

	@ParameterizedTest
	@ValueSource(strings = { "xterm", "dumb" })
	void aNoticeWaitsForTheCommandThatRuns(String terminal) throws Exception {
		TestClient client = this.shell.start(terminal).await("app> ").type("line\r").await("line\r\n");
		assertThat(this.shell.notices.send("c1", "Down soon")).isTrue();
		client.type("x\r").await("<x>\r\n").await("Down soon\r\n").await("app> ");
		leave(client);
	}

	@Test
	void aNoticeIsForItsConnectionAlone() throws Exception {
		TestClient client = this.shell.start("xterm").await("app> ");
		assertThat(this.shell.notices.send("c2", "Down soon")).isFalse();
		leave(client);
		assertThat(client.screen()).doesNotContain("Down");
		assertThat(this.shell.notices.broadcast("Down soon")).isZero();
	}

	@Test
	void noticesThatNobodyReadsAreDropped() throws Exception {
		TestClient client = this.shell.start("xterm").await("app> ").type("line\r").await("line\r\n");
		IntStream.rangeClosed(1, NoticeQueue.LIMIT + 3)
			.forEach((i) -> this.shell.notices.broadcast("notice " + i + "."));
		client.type("x\r").await("<x>\r\n").await("(3 older notices were dropped)\r\nnotice 4.\r\n").await("app> ");
		leave(client);
		assertThat(client.screen()).doesNotContain("notice 3.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "xterm", "dumb" })
	void anIdleShellWarnsAndEnds(String terminal) throws Exception {
		TestClient client = this.shell.idle(SHORT, SHORT.dividedBy(2)).start(terminal).await("app> ").type("say hal");
		client.await("This session ends in 100 ms unless you press a key.").await("app> say hal");
		client.await("This session has ended: no key was pressed for 200 ms.");
		assertThat(client.status()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "xterm", "dumb" })
	void aCommandThatRunsIsNotIdle(String terminal) throws Exception {
		TestClient client = this.shell.idle(SHORT, SHORT).start(terminal).await("app> ").type("nap\r");
		client.await("rested\r\n").await("app> ");
		assertThat(client.screen()).doesNotContain("This session");
		assertThat(client.status()).isZero();
	}

	@Test
	void withoutWarningTheShellDoesNotEndItself() throws Exception {
		TestClient client = this.shell.idle(Duration.ofMillis(1), Duration.ZERO).start("xterm").await("app> ");
		client.type("nap\r").await("rested\r\n").await("app> ").type("say on\r").await("\r\non\r\n");
		leave(client);
	}

	@Test
	void theKeysOfViCanBeChosen() throws Exception {
		TestClient client = this.shell.editMode(EditMode.VI).start("xterm").await("app> ").type("say abc").await("abc");
		// Escape, then: to the start of the word, change it, and once more
		client.type("\u001b")
			.type("bcwxyz\u001b")
			.type("0wisome\u001b")
			.type("\r")
			.await("\r\nsomexyz\r\n")
			.await("app> ");
		client.type("say 1\r").await("\r\n1\r\n").await("app> ");
		leave(client);
	}

	@Test
	void aLineGoesOnBehindAnOpenQuoteAndBehindABackslash() throws Exception {
		TestClient client = this.shell.start("xterm").await("app> ").type("say 'one\r").await("more> ");
		client.type("two'\r").await("\r\none\r\ntwo\r\n").await("app> ");
		client.type("say \\\r").await("more> ").type("x\r").await("x\r\n").await("app> ");
		leave(client);
	}

	@Test
	void clearBringsThePromptToTheTop() throws Exception {
		TestClient client = this.shell.start("xterm").await("app> ").type("clear\r").await("app> ");
		leave(client);
		assertThat(client.screen()).contains("\u001b[H\u001b[2J\u001b[3J\r").doesNotContain("\u001b[3J\r\n");
	}

	@Test
	void clearLeavesADumbTerminalAlone() throws Exception {
		TestClient client = this.shell.start("dumb").await("app> ").type("clear\r").await("app> ");
		leave(client);
		assertThat(client.screen()).doesNotContain("\u001b");
	}

	private static void leave(TestClient client) throws Exception {
		assertThat(client.type("exit\r").status()).isZero();
	}

}
