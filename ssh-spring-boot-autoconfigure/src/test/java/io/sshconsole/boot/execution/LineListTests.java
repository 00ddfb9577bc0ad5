package io.sshconsole.boot.execution;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshExit;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.command.TestConsole.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LineListTests {

	private final TestConsole console = new TestConsole(new Commands());

	/**
	 * What a POSIX shell does with {@code ok} and {@code no} in their place.
	 */
	@ParameterizedTest
	@CsvSource({ "ok a; ok b,ab,0", "no a; ok b,ab,0", "ok a; no b,ab,1", "ok a && ok b,ab,0", "no a && ok b,a,1",
			"ok a || ok b,a,0", "no a || ok b,ab,0", "no a || no b,ab,1", "ok a || ok b && ok c,ac,0",
			"no a && ok b || ok c,ac,0", "no a && ok b && ok c,a,1", "no a && ok b; ok c,ac,0",
			"ok a && no b || ok c,abc,0", "no a || ok b; no c,abc,1", "no a | wc -l || ok c,1c,0" })
	void operatorsDecideWhatRuns(String line, String ran, int status) {
		Run run = this.console.run(line);
		assertThat(run.out().replace("\n", "")).isEqualTo(ran);
		assertThat(run.status()).isEqualTo(status);
	}

	@Test
	void aLineBreakIsLikeASemicolon() {
		assertThat(this.console.run("ok a\n# comment\n\nok b\r\nok c\n").out()).isEqualTo("a\nb\nc\n");
	}

	@Test
	void anUnknownOrForbiddenCommandIsAFailure() {
		assertThat(this.console.run("bogus || ok b")).isEqualTo(new Run(0, "b\n", "bogus: unknown command\n"));
	}

	@Test
	void nothingOfAWrongLineRuns() {
		assertThat(this.console.run("ok a; ok b > file"))
			.isEqualTo(new Run(2, "", "'>' at column 12 must be quoted: there is no redirection on the server\n"));
	}

	@Test
	void exitEndsTheLineAndTheSession() {
		assertThat(start("ok a; leave; ok b").await()).isEqualTo(new LineOutcome(3, true));
		assertThat(this.console.run("ok a; leave; ok b")).isEqualTo(new Run(3, "a\n", ""));
		assertThat(start("ok a").await()).isEqualTo(new LineOutcome(0, false));
	}

	@Test
	void aDeprecatedCommandRunsAndSaysSo() {
		assertThat(this.console.run("old")).isEqualTo(new Run(0, "ran\n", "old: deprecated: Use 'ok'.\n"));
	}

	@Test
	void aCommandRunsOnAThreadThatIsNamedForIt() {
		assertThat(this.console.run("thread").out()).isEqualTo("c1-thread\n");
	}

	private LineRun start(String line) {
		return this.console.lines().start(line, SshCommandContext.builder(this.console.session()));
	}

	static class Commands {

		@SshCommand(name = "ok")
		String ok(@SshArgument String text) {
			return text;
		}

		@SshCommand(name = "no")
		void no(@SshArgument String text, SshCommandContext context) {
			context.out().println(text);
			throw new SshCommandException("", 1);
		}

		@SshCommand(name = "leave")
		void leave() {
			throw new SshExit(3);
		}

		@SshCommand(name = "old", deprecated = "Use 'ok'.")
		String old() {
			return "ran";
		}

		@SshCommand(name = "thread")
		String thread() {
			return Thread.currentThread().getName();
		}

	}

}
