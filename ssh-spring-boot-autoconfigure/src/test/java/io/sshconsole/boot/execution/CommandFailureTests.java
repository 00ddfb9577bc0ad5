package io.sshconsole.boot.execution;

import java.util.Optional;

import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshExceptionResolver;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.command.TestConsole.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.access.AccessDeniedException;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CommandFailureTests {

	private static final SshExceptionResolver NOTHING = (exception, context) -> Optional.empty();

	private static final SshExceptionResolver CRASH = (exception, context) -> (exception instanceof CrashException)
			? Optional.of(new SshCommandException(context.username() + ": it crashed", 9)) : Optional.empty();

	@Test
	void theFirstResolverThatAnswersCounts(CapturedOutput log) {
		SshExceptionResolver later = (exception, context) -> Optional.of(new SshCommandException("later", 8));
		assertThat(run("crash", NOTHING, CRASH, later)).isEqualTo(new Run(9, "", "duke: it crashed\n"));
		assertThat(log).doesNotContain("CrashException");
	}

	@Test
	void withoutAnAnswerTheExceptionIsUnexpected(CapturedOutput log) {
		assertThat(run("crash", NOTHING)).isEqualTo(new Run(1, "", "crash: CrashException: boom\n"));
		assertThat(log).contains("The command 'crash' failed");
	}

	@Test
	void whatACommandReportsItselfIsNotResolved() {
		SshExceptionResolver all = (exception, context) -> Optional.of(new SshCommandException("resolved", 8));
		assertThat(run("fail", all)).isEqualTo(new Run(7, "", "failed\n"));
		assertThat(run("denied", all).status()).isEqualTo(126);
		assertThat(run("crash --wrong", all).status()).isEqualTo(2);
	}

	@Test
	void aResolverThatFailsItselfIsPassedOver(CapturedOutput log) {
		SshExceptionResolver broken = (exception, context) -> {
			throw new IllegalArgumentException("broken");
		};
		assertThat(run("crash", broken, CRASH)).isEqualTo(new Run(9, "", "duke: it crashed\n"));
		assertThat(log).contains("failed").contains("broken");
	}

	@Test
	void withoutAMessageTheStatusAloneCounts() {
		assertThat(run("silent")).isEqualTo(new Run(5, "", ""));
	}

	@Test
	void aStackTraceIsForThoseWhoMaySeeIt() {
		Run run = new TestConsole(new Commands(), CRASH).as("ROLE_SUPPORT").run("crash --stacktrace");
		assertThat(run.status()).isEqualTo(9);
		assertThat(run.out()).isEmpty();
		assertThat(run.err()).startsWith("duke: it crashed\n")
			.contains("CrashException: boom", "    at ", "Commands.crash(");
		assertThat(new TestConsole(new Commands()).as("ROLE_SUPPORT").run("fail --stacktrace").err())
			.startsWith("failed\n")
			.contains("Commands.fail(");
	}

	@Test
	void aStackTraceIsRefusedToOthersBeforeTheCommandRuns() {
		assertThat(run("silent --stacktrace")).isEqualTo(new Run(126, "", "silent: --stacktrace is not permitted\n"));
	}

	@Test
	void aStackTraceThatNobodyAskedForIsNotShown() {
		assertThat(new TestConsole(new Commands()).as("ROLE_SUPPORT").run("crash").err())
			.isEqualTo("crash: CrashException: boom\n");
	}

	@Test
	void anOptionOfTheCommandOfThatNameIsItsOwn() {
		assertThat(run("own --stacktrace")).isEqualTo(new Run(0, "true\n", ""));
	}

	@Test
	void behindTwoDashesOrQuotedTheOptionIsAWordLikeOthers() {
		TestConsole console = new TestConsole(new Commands()).as("ROLE_SUPPORT");
		assertThat(console.run("crash -- --stacktrace").status()).isEqualTo(2);
		assertThat(console.run("crash '--stacktrace'").status()).isEqualTo(2);
	}

	private static Run run(String line, SshExceptionResolver... resolvers) {
		Object[] beans = new Object[resolvers.length + 1];
		System.arraycopy(resolvers, 0, beans, 0, resolvers.length);
		beans[resolvers.length] = new Commands();
		return new TestConsole(beans).run(line);
	}

	static class CrashException extends Exception {

		CrashException() {
			super("boom");
		}

	}

	static class Commands {

		@SshCommand(name = "crash")
		void crash() throws CrashException {
			throw new CrashException();
		}

		@SshCommand(name = "fail")
		void fail() {
			throw new SshCommandException("failed", 7);
		}

		@SshCommand(name = "silent")
		void silent() {
			throw new SshCommandException("", 5);
		}

		@SshCommand(name = "denied")
		void denied() {
			throw new AccessDeniedException("Access Denied");
		}

		@SshCommand(name = "own")
		boolean own(@SshOption boolean stacktrace) {
			return stacktrace;
		}

	}

}
