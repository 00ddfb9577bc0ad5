package io.sshconsole.boot.shell;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.terminal.ProgressBar;
import io.sshconsole.boot.terminal.Spinner;
import io.sshconsole.boot.terminal.SshScreen;
import io.sshconsole.boot.terminal.SshScreenView;
import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.ssh.connection.PtyRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Commands that talk to their users, on a terminal in memory.
 */
@Timeout(60)
class CommandTerminalTests {

	private final Commands commands = new Commands();

	private final TestConsole console = new TestConsole(this.commands);

	private final TestClient client = new TestClient();

	@Test
	void aLineIsReadWithEchoAndErase() throws Exception {
		start("name").await("Name? ").type("Adx\u007fa\r").await("<Ada>");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).isEqualTo("Name? Adx\b \ba\r\n<Ada>\r\n");
	}

	@Test
	void endOfFileIsNoAnswer() throws Exception {
		start("name").await("Name? ").type("\u0004").await("none");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).isEqualTo("Name? \r\nnone\r\n");
	}

	@Test
	void whatIsTypedBehindTheAnswerIsForTheNextQuestion() throws Exception {
		start("two").type("a\rb\r").await("<a><b>");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void whatWasWrittenBeforeComesBeforeTheQuestion() throws Exception {
		start("before").await("text, then? ").type("\r");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void aSecretIsNeverOnTheScreen() throws Exception {
		start("secret").await("Password? ").type("käse\u007f\u007f\u007fx\u0015he\u007fi\u0001ß\r").await("<4>");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).isEqualTo("Password? \r\n<4>\r\n");
		assertThat(this.commands.secret).isEqualTo("hi\u0001ß");
	}

	@Test
	void aSecretThatNobodyTypesIsNoAnswer() throws Exception {
		start("secret").await("Password? ").type("\u0004").await("none");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void whatIsDroppedIsNoAnswer() throws Exception {
		this.client.type("x");
		start("fresh").await("Name? ").type("Ada\r").await("<Ada>");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void ctrlCEndsAQuestionAndTheCommand() throws Exception {
		start("secret").await("Password? ").type("hi\u0003");
		assertThat(this.client.status()).isEqualTo(130);
		assertThat(this.client.screen()).doesNotContain("hi");
	}

	@Test
	void aCancelledCommandAsksNothingMore() throws Exception {
		start("stubborn").await("first? ").type("\u0003");
		assertThat(this.client.status()).isEqualTo(130);
		assertThat(this.client.screen()).doesNotContain("second?");
	}

	@Test
	void onlyYesConfirms() throws Exception {
		start("wipe").await("Really? [y/N] ").type("Yes\r").await("wiped");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void everythingElseDoesNot() throws Exception {
		for (String answer : List.of("n\r", "\r", "yess\r", "\u0004")) {
			TestClient other = new TestClient();
			start(other, "wipe", TestClient.pty("xterm"), Map.of()).await("Really? [y/N] ").type(answer);
			assertThat(other.status()).isEqualTo(1);
			assertThat(other.screen()).contains("not confirmed").doesNotContain("wiped");
		}
	}

	@Test
	void aChoiceIsANumberOrALabel() throws Exception {
		start("choose").await("1) red\r\n2) green\r\nWhich? ")
			.type("3\r")
			.await("Which? ")
			.type("2\r")
			.await("<green>");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void aProgressBarIsBelowTheOutputAndLeavesNothing() throws Exception {
		start("copy").await("Copying [........................................]   0%")
			.await("one\r\n")
			.await("Copying [####################....................]  50%")
			.await("Copying [########################################] 100%")
			.await("done");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).contains("\r\u001b[Kone\r\n").endsWith("100%\r\u001b[Kdone\r\n");
	}

	@Test
	void aProgressBarFitsItsTerminal() {
		assertThat(ProgressLine.row("Copying", 40, 80))
			.isEqualTo("Copying [################........................]  40%");
		assertThat(ProgressLine.row("Copying", 100, 40)).isEqualTo("Copying [########################] 100%");
		assertThat(ProgressLine.row("Copying", 5, 20)).isEqualTo("Copying 5%");
		assertThat(ProgressLine.row("Copying everything", 5, 20)).isEqualTo("Copying everyth… 5%");
		assertThat(ProgressLine.row("Copying", 5, 2)).hasSize(1);
	}

	@Test
	void manyStepsAreFewPictures() throws Exception {
		start("steps").await("done");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen().split("Counting", -1)).hasSizeLessThan(1000);
	}

	@Test
	void aSpinnerTurnsWhileTheCommandWorks() throws Exception {
		start("spin").await("| Working").await("/ Working").await("- Working");
		this.commands.latch.countDown();
		this.client.await("done");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).endsWith("\r\u001b[Kdone\r\n");
	}

	@Test
	void aSpinnerThatIsNotClosedEndsWithTheCommand() throws Exception {
		start("forget").await("Working");
		this.commands.latch.countDown();
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).endsWith("\r\u001b[K");
	}

	@Test
	void aScreenIsDrawnOverAndOverAndOnlyWhatDiffers() throws Exception {
		start("screen").await("round 1").await("2").await("3").type("q");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).startsWith("\u001b[?1049h\u001b[?25l").endsWith("\u001b[?25h\u001b[?1049l");
		assertThat(this.client.screen().split("constant", -1)).hasSize(2);
	}

	@Test
	void aScreenIsGivenBackAfterCtrlC() throws Exception {
		start("screen").await("round 1").type("\u0003");
		assertThat(this.client.status()).isEqualTo(130);
		assertThat(this.client.screen()).endsWith("\u001b[?25h\u001b[?1049l");
	}

	@Test
	void aScreenIsGivenBackAfterAFailure() throws Exception {
		start("broken").await("IllegalStateException: broken");
		assertThat(this.client.status()).isEqualTo(1);
		assertThat(this.client.screen()).contains("\u001b[?1049l").endsWith("broken\r\n");
	}

	@Test
	void aKeyIsToldToTheViewAndDrawsAtOnce() throws Exception {
		start("keys").await("no key").type("x").await("key x").type("q");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void aNewSizeDrawsAtOnce() throws Exception {
		start("keys").await("80x24").resize(40, 10).await("40x10").type("q");
		assertThat(this.client.status()).isZero();
		assertThat(this.commands.resized).hasValue(1);
	}

	@Test
	void aClosedChannelEndsAScreen() throws Exception {
		start("screen").await("round 1").hangUp();
		// 0 if it sees the end of the keys first
		assertThat(this.client.status()).isIn(0, 130, 141);
	}

	@Test
	void aDumbTerminalGetsPlainLines() throws Exception {
		start(this.client, "copy", TestClient.pty("dumb"), Map.of()).await("Copying: 0%\r\n").await("Copying: 50%\r\n");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).doesNotContain("\u001b");
	}

	@Test
	void aDumbTerminalGetsPlainScreens() throws Exception {
		start(this.client, "screen", TestClient.pty("dumb"), Map.of()).await("round 1\r\n\r\n").await("round 2\r\n");
		this.client.type("\u0003");
		assertThat(this.client.status()).isEqualTo(130);
		assertThat(this.client.screen()).doesNotContain("\u001b");
	}

	@Test
	void colourIsForTerminalsThatHaveItAndUsersWhoWantIt() throws Exception {
		assertThat(looks("xterm", Map.of())).isEqualTo("xterm true 80x24\r\n");
		assertThat(looks("xterm", Map.of("NO_COLOR", "1"))).isEqualTo("xterm false 80x24\r\n");
		assertThat(looks("xterm", Map.of("NO_COLOR", ""))).isEqualTo("xterm true 80x24\r\n");
		assertThat(looks("dumb", Map.of())).isEqualTo("dumb false 80x24\r\n");
	}

	private String looks(String type, Map<String, String> environment) throws Exception {
		TestClient other = new TestClient();
		start(other, "looks", TestClient.pty(type), environment);
		assertThat(other.status()).isZero();
		return other.screen();
	}

	private TestClient start(String line) {
		return start(this.client, line, TestClient.pty("xterm"), Map.of());
	}

	private TestClient start(TestClient client, String line, Optional<PtyRequest> pty,
			Map<String, String> environment) {
		return client.exec(this.console, line, pty, environment);
	}

	static class Commands {

		private final CountDownLatch latch = new CountDownLatch(1);

		private final AtomicInteger resized = new AtomicInteger();

		private volatile String secret = "";

		@SshCommand(name = "name")
		String name(SshCommandContext context) throws Exception {
			return context.terminal().readLine("Name? ").map((name) -> "<" + name + ">").orElse("none");
		}

		@SshCommand(name = "two")
		String two(SshCommandContext context) throws Exception {
			return "<" + context.terminal().readLine("1").orElse("") + "><"
					+ context.terminal().readLine("2").orElse("") + ">";
		}

		@SshCommand(name = "before")
		void before(SshCommandContext context) throws Exception {
			context.out().print("text, ");
			context.terminal().readLine("then? ");
		}

		@SshCommand(name = "fresh")
		String fresh(SshCommandContext context) throws Exception {
			while (!context.terminal().dropInput()) {
				Thread.onSpinWait();
			}
			return "<" + context.terminal().readLine("Name? ").orElseThrow() + ">";
		}

		@SshCommand(name = "secret")
		String secret(SshCommandContext context) throws Exception {
			Optional<char[]> typed = context.terminal().readSecret("Password? ");
			typed.ifPresent((characters) -> {
				this.secret = new String(characters);
				Arrays.fill(characters, ' ');
			});
			return typed.map((characters) -> "<" + characters.length + ">").orElse("none");
		}

		@SshCommand(name = "stubborn")
		void stubborn(SshCommandContext context) throws Exception {
			try {
				context.terminal().readLine("first? ");
			}
			catch (InterruptedIOException ex) {
				Thread.interrupted();
				context.terminal().readLine("second? ");
			}
		}

		@SshCommand(name = "wipe", confirm = "Really?")
		String wipe() {
			return "wiped";
		}

		@SshCommand(name = "choose")
		String choose(SshCommandContext context) throws Exception {
			return context.terminal()
				.choose("Which?", List.of("red", "green"), (text) -> text)
				.map((text) -> "<" + text + ">")
				.orElse("none");
		}

		@SshCommand(name = "copy")
		String copy(SshCommandContext context) throws Exception {
			try (ProgressBar bar = context.terminal().progress("Copying", 10)) {
				context.out().println("one");
				Thread.sleep(110);
				bar.step(5);
				bar.at(1000);
			}
			return "done";
		}

		@SshCommand(name = "steps")
		String steps(SshCommandContext context) {
			try (ProgressBar bar = context.terminal().progress("Counting", 100_000)) {
				for (int i = 0; i < 99_999; i++) {
					bar.step(1);
				}
			}
			return "done";
		}

		@SshCommand(name = "spin")
		String spin(SshCommandContext context) throws Exception {
			try (Spinner spinner = context.terminal().spinner("Working")) {
				this.latch.await();
			}
			return "done";
		}

		@SshCommand(name = "forget")
		void forget(SshCommandContext context) throws Exception {
			context.terminal().spinner("Working");
			this.latch.await();
		}

		@SshCommand(name = "screen")
		void screen(SshCommandContext context) throws Exception {
			AtomicInteger round = new AtomicInteger();
			context.terminal().show(Duration.ofMillis(100), (screen) -> {
				screen.line("constant").line("round " + round.incrementAndGet());
				return true;
			});
		}

		@SshCommand(name = "broken")
		void broken(SshCommandContext context) throws Exception {
			context.terminal().show(Duration.ofMillis(100), (screen) -> {
				throw new IllegalStateException("broken");
			});
		}

		@SshCommand(name = "keys")
		void keys(SshCommandContext context) throws Exception {
			context.terminal().onResize(this.resized::incrementAndGet);
			context.terminal().show(Duration.ofHours(1), new SshScreenView() {

				private String key = "no key";

				@Override
				public boolean draw(SshScreen screen) {
					screen.line(this.key).status(screen.columns() + "x" + screen.rows());
					return true;
				}

				@Override
				public void key(int key) {
					this.key = "key " + (char) key;
				}

			});
		}

		@SshCommand(name = "looks")
		String looks(SshCommandContext context) {
			SshTerminal terminal = context.terminal();
			return terminal.type() + " " + terminal.hasColour() + " " + terminal.columns() + "x" + terminal.rows();
		}

	}

}
