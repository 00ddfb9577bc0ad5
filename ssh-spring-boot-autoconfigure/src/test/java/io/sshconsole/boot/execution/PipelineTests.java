package io.sshconsole.boot.execution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshExit;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.command.TestConsole.Run;
import io.sshconsole.ssh.connection.WindowSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class PipelineTests {

	private final Commands commands = new Commands();

	private final TestConsole console = new TestConsole(this.commands);

	@Test
	void aCommandIsPipedThroughFilters() {
		assertThat(this.console.run("orders | grep open | sort -r | head -n 1")).isEqualTo(new Run(0, "3\topen\n", ""));
		assertThat(this.console.run("orders | cut -f 2 | sort | uniq -c"))
			.isEqualTo(new Run(0, "      1 closed\n      2 open\n", ""));
	}

	@Test
	void quotesReachTheFilter() {
		assertThat(this.console.run("orders | grep '1\topen'").out()).isEqualTo("1\topen\n");
		assertThat(this.console.run("orders | grep 'a | b; c'").status()).isEqualTo(1);
	}

	@Test
	void aCommandReadsWhatAnotherOneWrites() {
		assertThat(this.console.run("orders | shout | head -n 1")).isEqualTo(new Run(0, "1\tOPEN\n", ""));
	}

	@Test
	void endlessOutputEndsWhenNobodyReadsIt() throws Exception {
		assertThat(this.console.run("endless | head -n 2")).isEqualTo(new Run(0, "0\n1\n", ""));
		assertThat(this.console.run("stubborn | head -n 1")).isEqualTo(new Run(0, "again\n", ""));
		assertThat(this.commands.stubbornEnded.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "fail 3 | wc -l,3", "orders | fail 4,4", "fail 3 | fail 4,4", "fail 3 | grep x,1", "orders | wc -l,0",
			"orders | grep nothing,1", "orders | grep nothing | wc -l,1" })
	void theStatusIsThatOfTheLastStageThatFailed(String line, int status) {
		assertThat(this.console.run(line).status()).isEqualTo(status);
	}

	@Test
	void standardErrorIsNotPiped() {
		assertThat(this.console.run("fail 3 | wc -l")).isEqualTo(new Run(3, "0\n", "failed\n"));
	}

	@Test
	void nothingRunsIfOneStageIsUnknownOrForbiddenOrWrong() {
		assertThat(this.console.run("note | bogus")).isEqualTo(new Run(127, "", "bogus: unknown command\n"));
		assertThat(this.console.run("note | secret")).isEqualTo(new Run(126, "", "secret: not permitted\n"));
		assertThat(this.console.run("note | grep -z x"))
			.isEqualTo(new Run(2, "", "grep: unknown option -z; see 'grep --help'\n"));
		assertThat(this.console.run("note | secret | bogus").err())
			.isEqualTo("secret: not permitted\nbogus: unknown command\n");
		assertThat(this.commands.notes).isZero();
		assertThat(this.console.run("note | wc -l").status()).isZero();
		assertThat(this.commands.notes).isEqualTo(1);
	}

	@Test
	void aFilterNeedsACommandInFrontOfIt() {
		assertThat(this.console.run("sort"))
			.isEqualTo(new Run(127, "", "sort: a filter, which needs a command and a | in front of it\n"));
	}

	@Test
	void behindABarTheFilterComesBeforeACommandOfItsName() {
		assertThat(this.console.run("head").out()).isEqualTo("a head\n");
		assertThat(this.console.run("orders | head -n 1").out()).isEqualTo("1\topen\n");
	}

	@Test
	void aFilterThatCannotGoOnSaysWhy() {
		assertThat(this.console.run("text | json")).isEqualTo(new Run(1, "1\n", "json: not JSON: open\n"));
	}

	@Test
	void theNextStageDecidesHowAResultIsWritten() {
		assertThat(this.console.run("coffees | json .[].name")).isEqualTo(new Run(0, "\"Sidamo\"\n\"Huila\"\n", ""));
		assertThat(this.console.run("coffees | json -c").out())
			.isEqualTo("[{\"id\":1,\"name\":\"Sidamo\"},{\"id\":2,\"name\":\"Huila\"}]\n");
		assertThat(this.console.run("coffees | table").out()).containsIgnoringCase("name").contains("Sidamo");
		assertThat(this.console.run("coffees | grep S")).isEqualTo(new Run(0, "1\tSidamo\n", ""));
	}

	@Test
	void whatTheUserOrTheCommandWritesItselfIsNotWrittenAnew() {
		assertThat(this.console.run("coffees -o csv | json").err()).startsWith("json: not JSON");
		assertThat(this.console.run("document | json .a")).isEqualTo(new Run(0, "1\n", ""));
	}

	@Test
	void onlyTheLastStageIsOnTheTerminal() {
		List<String> terminals = List.of("terminal", "terminal | shout");
		assertThat(terminals.stream()
			.map((line) -> this.console
				.run(line, (context) -> context.terminal("xterm", () -> new WindowSize(80, 24, 0, 0)))
				.out())
			.collect(Collectors.joining())).isEqualTo("true\nFALSE\n");
	}

	@Test
	void exitInAPipelineEndsItsStageOnly() {
		LineOutcome outcome = this.console.lines()
			.start("leave | wc -l", SshCommandContext.builder(this.console.session()))
			.await();
		assertThat(outcome).isEqualTo(new LineOutcome(3, false));
	}

	@Test
	void everyStageHasItsUserAroundItself() {
		assertThat(this.console.run("around | around").out()).isEqualTo("duke duke c1\n");
		assertThat(this.commands.around).isEqualTo("duke duke c1");
	}

	@Test
	void streamsOfLinesThatRunAtOnceDoNotMix() throws Exception {
		List<CompletableFuture<Run>> runs = Stream.of("a", "b", "c")
			.map((mark) -> CompletableFuture.supplyAsync(
					() -> this.console.run("marks " + mark + " | shout | sort | uniq -c"),
					(task) -> new Thread(task).start()))
			.toList();
		for (int i = 0; i < runs.size(); i++) {
			assertThat(runs.get(i).get(30, TimeUnit.SECONDS).out()).isEqualTo("  20000 " + (char) ('A' + i) + "\n");
		}
	}

	record Coffee(int id, String name) {

	}

	static class Commands {

		private final CountDownLatch stubbornEnded = new CountDownLatch(1);

		private int notes;

		private volatile String around = "";

		@SshCommand(name = "orders")
		List<List<String>> orders() {
			return List.of(List.of("1", "open"), List.of("2", "closed"), List.of("3", "open"));
		}

		@SshCommand(name = "marks")
		Stream<String> marks(@SshArgument String mark) {
			return Stream.generate(() -> mark).limit(20_000);
		}

		@SshCommand(name = "text")
		String text() {
			return "1 open";
		}

		@SshCommand(name = "coffees")
		List<Coffee> coffees() {
			return List.of(new Coffee(1, "Sidamo"), new Coffee(2, "Huila"));
		}

		@SshCommand(name = "document")
		String document() {
			return "{\"a\": 1}";
		}

		@SshCommand(name = "shout")
		void shout(SshCommandContext context) throws IOException {
			BufferedReader in = new BufferedReader(new InputStreamReader(context.in(), context.charset()));
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				context.out().println(line.toUpperCase(Locale.ROOT));
			}
		}

		@SshCommand(name = "endless")
		Stream<Integer> endless() {
			return Stream.iterate(0, (i) -> i + 1);
		}

		/**
		 * Does not look whether its output is gone.
		 */
		@SshCommand(name = "stubborn")
		void stubborn(SshCommandContext context) {
			while (!context.isCancelled()) {
				context.out().println("again");
			}
			this.stubbornEnded.countDown();
		}

		@SshCommand(name = "fail")
		void fail(@SshArgument int status) {
			throw new SshCommandException("failed", status);
		}

		@SshCommand(name = "note")
		void note() {
			this.notes++;
		}

		@SshCommand(name = "secret")
		@PreAuthorize("hasRole('ADMIN')")
		void secret() {
		}

		@SshCommand(name = "head")
		String head() {
			return "a head";
		}

		@SshCommand(name = "terminal")
		String terminal(SshCommandContext context) {
			return String.valueOf(context.isInteractive());
		}

		@SshCommand(name = "leave")
		void leave() {
			throw new SshExit(3);
		}

		@SshCommand(name = "around")
		String around(SshCommandContext context) throws IOException {
			byte[] before = context.in().readAllBytes();
			String text = SecurityContextHolder.getContext().getAuthentication().getName() + " " + MDC.get("user") + " "
					+ MDC.get("session");
			if (before.length > 0) {
				this.around = new String(before, context.charset()).strip();
			}
			return text;
		}

	}

}
