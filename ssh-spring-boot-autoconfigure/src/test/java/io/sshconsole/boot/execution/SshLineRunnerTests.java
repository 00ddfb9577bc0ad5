package io.sshconsole.boot.execution;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshExit;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.terminal.NoTerminalException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SshLineRunnerTests {

	private final Commands commands = new Commands();

	private final TestConsole console = new TestConsole(this.commands);

	@Test
	void aLineEndsWithTheStatusOfItsCommand() {
		assertThat(run("fail").await()).isEqualTo(new LineOutcome(7, false));
		assertThat(run("").await()).isEqualTo(new LineOutcome(0, false));
	}

	@Test
	void aCommandSeesItsLineWithoutSecrets() {
		run("login pass").await();
		assertThat(this.commands.line).isEqualTo("login ****");
	}

	@Test
	void aLineThatIsInterruptedOrCancelledEndsWith130() {
		LineRun interrupted = run("login x");
		interrupted.interrupt();
		assertThat(interrupted.await().status()).isEqualTo(130);
		LineRun cancelled = run("login x");
		cancelled.cancel();
		assertThat(cancelled.await().status()).isEqualTo(130);
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void aQuestionThatNobodyCanAnswerIsAWrongLine() {
		assertThat(this.console.run("ask").status()).isEqualTo(2);
	}

	@Test
	void exitReportsNothing() {
		assertThat(this.console.run("leave")).isEqualTo(new TestConsole.Run(3, "", ""));
	}

	private LineRun run(String line) {
		return this.console.lines().start(line, SshCommandContext.builder(this.console.session()));
	}

	static class Commands {

		private @Nullable String line;

		@SshCommand(name = "fail")
		void fail() {
			throw new SshCommandException("failed", 7);
		}

		@SshCommand(name = "login")
		void login(@SshArgument(secret = true) String password, SshCommandContext context) {
			this.line = context.line();
		}

		@SshCommand(name = "leave")
		void leave() {
			throw new SshExit(3);
		}

		@SshCommand(name = "ask")
		void ask() {
			throw new NoTerminalException("Really?");
		}

	}

}
