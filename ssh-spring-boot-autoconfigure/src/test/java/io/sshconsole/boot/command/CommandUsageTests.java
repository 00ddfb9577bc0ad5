package io.sshconsole.boot.command;

import java.time.Duration;
import java.util.List;

import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.ssh.connection.WindowSize;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class CommandUsageTests {

	private final TestConsole console = new TestConsole(new Commands());

	@Test
	void showsEverythingThereIsToType() {
		assertThat(usage("cache clear --help", 80)).isEqualTo("""
				Usage: cache clear [options] --reason <reason> <cache> [<more>...]

				Clears one cache, or all of them.

				Deprecated: use 'cache evict' instead.

				Arguments:
				  <cache>  Name of the cache.
				  <more>

				Options:
				  -n, --dry-run          Only says what would happen.
				      --reason <reason>  Why.
				  -w, --wait <wait>      How long to wait. Default: 10s
				      --mode <mode>      One of soft, very-hard.
				      --tag <tag>        May be repeated.
				  -o, --output <format>  How the result is written. One of text, table, json,
				                         yaml, csv.
				  -y, --yes              Answers all questions with yes.
				  -h, --help             Shows this help.

				Aliases:
				  cc

				Examples:
				  cache clear orders --reason 'new prices'
				""");
	}

	@Test
	void standsOneUnderTheOtherWhereItIsNarrow() {
		assertThat(usage("cache clear --help", 40)).startsWith("""
				Usage: cache clear [options]
				       --reason <reason> <cache>
				       [<more>...]

				Clears one cache, or all of them.
				""").contains("""
				  -o, --output <format>
				      How the result is written. One of
				      text, table, json, yaml, csv.
				  -y, --yes
				      Answers all questions with yes.
				""");
	}

	@ParameterizedTest
	@ValueSource(ints = { 120, 80, 60, 59, 40, 30 })
	void fitsTheTerminal(int columns) {
		assertThat(
				usage("cache clear --help", columns).lines().filter((line) -> !line.startsWith("  cache clear orders")))
			.allMatch((line) -> line.length() <= columns);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 1, Integer.MAX_VALUE })
	void survivesATerminalOfNoOrHugeWidth(int columns) {
		assertThat(usage("cache clear --help", columns)).contains("--dry-run");
	}

	@Test
	void headingsAreStyledWhereThereIsColour() {
		SshTerminal terminal = mock(SshTerminal.class);
		given(terminal.hasColour()).willReturn(true);
		assertThat(this.console
			.run("cache clear --help",
					(context) -> context.terminal("xterm", () -> new WindowSize(80, 24, 0, 0))
						.terminal((run) -> terminal))
			.out()).contains("\u001b[1mOptions:\u001b[0m");
		assertThat(this.console.run("cache clear --help").out()).doesNotContain("\u001b");
	}

	@Test
	void doesNotShowTheDefaultOfASecret() {
		assertThat(this.console.run("login --help").out()).contains("--pin <pin>").doesNotContain("4711");
	}

	private String usage(String line, int columns) {
		TestConsole.Run run = this.console.run(line,
				(context) -> context.terminal("xterm", () -> new WindowSize(columns, 10, 0, 0)));
		assertThat(run.status()).isZero();
		assertThat(run.err()).isEmpty();
		return run.out();
	}

	enum Mode {

		SOFT, VERY_HARD

	}

	static class Commands {

		@SshCommand(name = "cache clear", aliases = "cc", description = "Clears one cache, or all of them.",
				deprecated = "use 'cache evict' instead.", confirm = "Really?",
				examples = "cache clear orders --reason 'new prices'")
		String clear(@SshArgument(description = "Name of the cache.") String cache,
				@SshArgument(required = false) List<String> more,
				@SshOption(names = { "-n", "--dry-run" }, description = "Only says what would happen.") boolean dryRun,
				@SshOption(description = "Why.") String reason,
				@SshOption(names = { "-w", "--wait" }, description = "How long to wait.",
						defaultValue = "10s") Duration wait,
				@SshOption @Nullable Mode mode, @SshOption List<String> tag) {
			return "";
		}

		@SshCommand(name = "login")
		void login(@SshOption(secret = true, defaultValue = "4711") String pin) {
		}

	}

}
