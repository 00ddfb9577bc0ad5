package io.sshconsole.boot.shell;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.execution.WatchCommand;
import io.sshconsole.ssh.connection.PtyRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.security.access.prepost.PreAuthorize;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class WatchTests {

	private final TestConsole console = new TestConsole(new Commands(), new WatchCommand(this::lines));

	private final TestClient client = new TestClient();

	private SshLineRunner lines() {
		return this.console.lines();
	}

	private SshCommandRegistry registry() {
		return this.console.registry();
	}

	@Test
	void theWholeScreenShowsTheLineUntilQ() throws Exception {
		start("watch -n 100ms count", TestClient.pty("xterm")).await("Every 100ms: count")
			.await("round 1")
			.await("round 2");
		assertThat(this.client.type("q").status()).isZero();
		assertThat(this.client.screen()).startsWith("\u001b[?1049h").endsWith("\u001b[?1049l");
	}

	@Test
	void aKeyRunsItAtOnce() throws Exception {
		start("watch -n 1h count", TestClient.pty("xterm")).await("round 1").type(" ").await("round 2").type("q");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void ctrlCEndsIt() throws Exception {
		start("watch -n 1h count", TestClient.pty("xterm")).await("round 1").type("\u0003");
		assertThat(this.client.status()).isEqualTo(130);
	}

	@Test
	void ctrlCEndsItWhileTheLineRuns() throws Exception {
		start("watch -n 1h sleep", TestClient.pty("xterm"));
		Commands.asleep.acquire();
		assertThat(this.client.type("\u0003").status()).isEqualTo(130);
		assertThat(this.client.screen()).endsWith("\u001b[?1049l");
	}

	@Test
	void wordsReachTheCommandAsTheyAre() throws Exception {
		start("watch -n 1h say \"it's  a\" '*'", TestClient.pty("xterm")).await("Every 3600s: say 'it'\\''s  a' '*'")
			.await("[it's  a][*]")
			.type("q");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void oneQuotedWordIsAWholeLine() throws Exception {
		start("watch -n 1h 'say a b'", TestClient.pty("xterm")).await("[a][b]").type("q");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void itEndsWithTheStatusOfTheLastRoundAndNothingElse() throws Exception {
		start("watch -n 1h fail", TestClient.pty("xterm")).await("It failed.").type("q");
		assertThat(this.client.status()).isEqualTo(7);
		assertThat(this.client.screen()).endsWith("\u001b[?1049l");
	}

	@Test
	void whatTheUserMayNotRunHeMayNotWatch() throws Exception {
		start("watch -n 1h admin", TestClient.pty("xterm")).await("admin: not permitted").type("q");
		assertThat(this.client.status()).isEqualTo(126);
	}

	@Test
	void theSizeIsThatOfTheTerminal() throws Exception {
		start("watch -n 1h size", TestClient.pty("xterm")).await("80 true").resize(40, 10).await("40 true").type("q");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void secretsOfTheLineAreNotShown() throws Exception {
		start("watch -n 1h 'login hunter2'", TestClient.pty("xterm")).await("login *******").await("in").type("q");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).doesNotContain("hunter2");
	}

	@Test
	void outputWithoutEndDoesNotFillTheMemory() throws Exception {
		start("watch -n 1h flood", TestClient.pty("xterm")).await("flood").await("row").type("q");
		assertThat(this.client.status()).isEqualTo(141);
	}

	@Test
	void withoutATerminalRoundsFollowEachOther() throws Exception {
		start("watch -n 100ms count", Optional.empty()).await("round 1\n\nround 2\n\nround 3\n").signal("INT");
		assertThat(this.client.status()).isEqualTo(130);
		assertThat(this.client.screen()).doesNotContain("Every");
	}

	@Test
	void withoutATerminalErrorsGoToStandardError() throws Exception {
		start("watch -n 100ms fail", Optional.empty()).await("\n\n").signal("INT");
		assertThat(this.client.status()).isEqualTo(130);
		assertThat(this.client.errors()).startsWith("It failed.\n");
		assertThat(this.client.screen()).isBlank();
	}

	@Test
	void anIntervalThatIsTooShortIsAWrongLine() throws Exception {
		assertThat(start("watch -n 99ms count", Optional.empty()).status()).isEqualTo(2);
		assertThat(this.client.errors()).contains("at least 100ms");
	}

	private TestClient start(String line, Optional<PtyRequest> pty) {
		return this.client.exec(this.console, line, pty, Map.of());
	}

	static class Commands {

		private static final Semaphore asleep = new Semaphore(0);

		private final AtomicInteger rounds = new AtomicInteger();

		@SshCommand(name = "count")
		String count() {
			return "round " + this.rounds.incrementAndGet();
		}

		@SshCommand(name = "say")
		String say(@SshArgument String one, @SshArgument String two) {
			return "[" + one + "][" + two + "]";
		}

		@SshCommand(name = "sleep")
		void sleep() throws InterruptedException {
			asleep.release();
			Thread.sleep(60_000);
		}

		@SshCommand(name = "fail")
		void fail() {
			throw new SshCommandException("It failed.", 7);
		}

		@SshCommand(name = "size")
		String size(SshCommandContext context) {
			return context.terminal().columns() + " " + context.isInteractive();
		}

		@SshCommand(name = "login")
		String login(@SshArgument(secret = true) String password) {
			return "in";
		}

		@SshCommand(name = "flood")
		Stream<String> flood() {
			return Stream.generate(() -> "row");
		}

		@SshCommand(name = "admin")
		@PreAuthorize("hasRole('ADMIN')")
		void admin() {
		}

	}

}
