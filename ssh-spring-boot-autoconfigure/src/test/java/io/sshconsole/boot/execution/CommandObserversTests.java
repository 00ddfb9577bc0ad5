package io.sshconsole.boot.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandObserver;
import io.sshconsole.boot.command.SshCommandObserver.Run;
import io.sshconsole.boot.command.SshExit;
import io.sshconsole.boot.command.TestConsole;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CommandObservers}, and of what the executor tells them.
 */
class CommandObserversTests {

	private final List<String> heard = new CopyOnWriteArrayList<>();

	@Test
	void whoHearsFirstOfTheStartHearsLastOfTheEnd() {
		assertThat(run("echo", observer("a"), observer("b"))).isEqualTo("you\n");
		assertThat(this.heard).containsExactly("a echo", "b echo", "b 0", "a 0");
	}

	@Test
	void observerThatThrowsChangesNothing() {
		SshCommandObserver atStart = (name, context) -> {
			throw new IllegalStateException("on purpose");
		};
		SshCommandObserver atEnd = (name, context) -> (status) -> {
			throw new IllegalStateException("on purpose");
		};
		assertThat(run("echo", atStart, atEnd, observer("c"), atStart, atEnd)).isEqualTo("you\n");
		assertThat(this.heard).containsExactly("c echo", "c 0");
	}

	@Test
	void hearsOfWhatIsRefused() {
		run("nothing; forbidden; echo wrong | grep -c x", observer("a"));
		assertThat(this.heard).contains("a refusal", "a 127", "a forbidden", "a 126", "a echo", "a 2");
	}

	@Test
	void hearsOfRefusedPipelines() {
		run("forbidden | grep x", observer("a"));
		assertThat(this.heard).containsExactly("a forbidden", "a 126");
	}

	@Test
	void hearsTheStatusOfTheCommand() {
		run("fail 7", observer("a"));
		run("leave 3", observer("a"));
		assertThat(this.heard).containsExactly("a fail", "a 7", "a leave", "a 3");
	}

	@Test
	void hearsWhyACommandFailed() {
		run("fail 7; leave 3", failures("a"));
		run("rows; echo wrong; forbidden", failures("b"), (SshCommandObserver) (name, context) -> new Run() {

			@Override
			public void failed(Throwable cause) {
				throw new IllegalStateException("on purpose");
			}

			@Override
			public void ended(int status) {
			}

		});
		assertThat(this.heard).containsExactly("a SshCommandException", "b ArithmeticException");
	}

	@Test
	void runsInsideTheContextOfTheCommand() {
		SshCommandObserver observer = (name, context) -> {
			this.heard.add(SecurityContextHolder.getContext().getAuthentication().getName() + MDC.get("command"));
			return (status) -> this.heard
				.add(SecurityContextHolder.getContext().getAuthentication().getName() + MDC.get("command"));
		};
		run("echo", observer);
		assertThat(this.heard).containsExactly("dukeecho", "dukeecho");
	}

	private String run(String line, Object... observers) {
		List<Object> beans = new ArrayList<>(List.of(observers));
		beans.add(new Commands());
		return new TestConsole(beans.toArray()).run(line).out();
	}

	private SshCommandObserver failures(String name) {
		return (command, context) -> new Run() {

			@Override
			public void failed(Throwable cause) {
				CommandObserversTests.this.heard.add(name + " " + cause.getClass().getSimpleName());
			}

			@Override
			public void ended(int status) {
			}

		};
	}

	private SshCommandObserver observer(String name) {
		return (command, context) -> {
			this.heard.add(name + " " + command);
			return (status) -> this.heard.add(name + " " + status);
		};
	}

	static class Commands {

		@SshCommand(name = "echo")
		String echo(SshCommandContext context) {
			return "you";
		}

		@SshCommand(name = "forbidden")
		@PreAuthorize("hasRole('ADMIN')")
		void forbidden() {
		}

		@SshCommand(name = "fail")
		void fail(@SshArgument int status) {
			throw new SshCommandException("on purpose", status);
		}

		@SshCommand(name = "rows")
		Stream<Integer> rows() {
			return Stream.of(1, 0).map((divisor) -> 1 / divisor);
		}

		@SshCommand(name = "leave")
		void leave(@SshArgument int status) {
			throw new SshExit(status);
		}

	}

}
