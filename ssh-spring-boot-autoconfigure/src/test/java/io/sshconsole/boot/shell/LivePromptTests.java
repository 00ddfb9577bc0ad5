package io.sshconsole.boot.shell;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.terminal.SshTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LivePrompt} and {@link RecentHealth}.
 */
@Timeout(60)
class LivePromptTests {

	private static final String GREEN = "\u001b[32m";

	private static final String RED = "\u001b[31m";

	private static final String PLAIN = "\u001b[0m";

	private static final ThreadFactory AT_ONCE = (work) -> new Thread() {
		@Override
		public void start() {
			work.run();
		}
	};

	private final SshTerminal terminal = mock(SshTerminal.class);

	private Optional<String> health = Optional.of("UP");

	@Test
	void theApplicationHasTheColourOfItsHealth() {
		given(this.terminal.hasColour()).willReturn(true);
		assertThat(prompt("{application}> ", 0)).isEqualTo(GREEN + "shop" + PLAIN + "> ");
		this.health = Optional.of("DOWN");
		assertThat(prompt("{application}> ", 0)).isEqualTo(RED + "shop" + PLAIN + "> ");
		this.health = Optional.of("OUT_OF_SERVICE");
		assertThat(prompt("{application}> ", 0)).isEqualTo(RED + "shop" + PLAIN + "> ");
		this.health = Optional.empty();
		assertThat(prompt("{application}> ", 0)).isEqualTo("shop> ");
	}

	@Test
	void withoutColourThereAreNoEscapeSequences() {
		assertThat(prompt("{user}@{application} {health} {status}> ", 3)).isEqualTo("ada@shop UP 3> ");
	}

	@Test
	void theStatusIsThereOnlyAfterAFailure() {
		assertThat(prompt("{status}> ", 0)).isEqualTo("> ");
		given(this.terminal.hasColour()).willReturn(true);
		assertThat(prompt("{status}> ", 127)).isEqualTo(RED + "127" + PLAIN + "> ");
	}

	@Test
	void otherTextStaysAsItIs() {
		assertThat(prompt("{nothing} $1 100% \\ {}> ", 0)).isEqualTo("{nothing} $1 100% \\ {}> ");
	}

	@Test
	void theNameOfAUserCannotControlTheTerminal() {
		SshSession user = new SshSession("1", "a\u001b]0;x\u0007", TestConsole.user());
		assertThat(new LivePrompt("{user}> ", "shop", () -> this.health)
			.prompt(new SshShellPromptContext(user, this.terminal, 0))).isEqualTo("a?]0;x?> ");
	}

	private String prompt(String template, int status) {
		SshSession user = new SshSession("1", "ada", TestConsole.user());
		return new LivePrompt(template, "shop", () -> this.health)
			.prompt(new SshShellPromptContext(user, this.terminal, status));
	}

	@Test
	void healthIsNotCheckedAgainAtOnce() {
		AtomicInteger checks = new AtomicInteger();
		RecentHealth recent = new RecentHealth(() -> Optional.of("UP" + checks.incrementAndGet()), AT_ONCE);
		assertThat(List.of(recent.status(), recent.status())).containsOnly(Optional.of("UP1"));
	}

	@Test
	void healthThatTakesLongIsNotWaitedFor() throws InterruptedException {
		CountDownLatch release = new CountDownLatch(1);
		RecentHealth recent = new RecentHealth(() -> {
			try {
				release.await();
				return Optional.of("UP");
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}, Thread::new);
		assertThat(recent.status()).isEmpty();
		release.countDown();
	}

	@Test
	void healthThatFailsIsUnknown() {
		RecentHealth recent = new RecentHealth(() -> {
			throw new IllegalStateException("no database");
		}, AT_ONCE);
		assertThat(recent.status()).isEmpty();
	}

}
