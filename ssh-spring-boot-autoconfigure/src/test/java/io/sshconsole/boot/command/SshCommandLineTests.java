package io.sshconsole.boot.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.TestConsole.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.security.core.Authentication;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class SshCommandLineTests {

	private final TestConsole console = new TestConsole(new Commands());

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			flags                         | false false true
			flags -v --quiet --colour     | true true true
			flags -vq                     | true true true
			flags --no-colour             | false false false
			flags --colour=false          | false false false
			flags -v --no-quiet           | true false true
			types                         | null 10s 1MB null 0
			types --name=a\\ b             | a b 10s 1MB null 0
			types --name 'a b' -t 2m      | a b 120s 1MB null 0
			types --size 3KB --unit hours | null 10s 3KB HOURS 0
			types --count=-4              | null 10s 1MB null -4
			lists                         | [] [] 0
			lists -n a -n b,c --sizes=1,2 | [a, b, c] [1, 2] 0
			lists x,y 'z z'               | [] [] 2
			positional a                  | a null 7
			positional a b 3              | a b 3
			positional -- -a              | -a null 7
			positional -- a -- b          | a -- 7
			optional                      | Optional.empty
			optional 3                    | Optional[3]
			number 3                      | 3
			""")
	void convertsWhatIsTyped(String line, String expected) {
		if (line.strip().equals("positional -- a -- b")) {
			assertThat(this.console.run(line).status()).isEqualTo(2);
			return;
		}
		assertThat(this.console.run(line)).isEqualTo(new Run(0, expected + "\n", ""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					positional                | positional: Missing required parameter: '<first>'
					number                    | number: Missing required parameter: '<value>'
					number x                  | number: Invalid value 'x' for <value> at column 8: expected a whole number
					number ''                 | number: Invalid value '' for <value> at column 8: expected a whole number
					needed                    | needed: Missing required option: '--name=<name>'
					needed --name             | needed: Missing required parameter for option '--name' (<name>)
					needed --nam x            | needed: Unknown option '--nam' at column 8; did you mean '--name'?
					needed --name x --name y  | needed: option '--name' (<name>) should be specified only once
					needed --name x y         | needed: Unexpected argument 'y' at column 17
					types --unit week         | types: Invalid value 'week' for --unit at column 14: expected nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days
					types --unit minute       | types: Invalid value 'minute' for --unit at column 14: expected nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days; did you mean 'minutes'?
					types -t soon             | types: Invalid value 'soon' for --timeout at column 10: expected a duration such as 30s or 5m
					lists --sizes 1,x         | lists: Invalid value 'x' for --sizes at column 15: expected a whole number
					flags --verbose=maybe     | flags: Invalid value for option '--verbose': 'maybe' is not a boolean
					needed 'a                 | Missing closing ' for the one at column 8
					""")
	void saysWhatIsWrongInOneLine(String line, String message) {
		assertThat(this.console.run(line)).isEqualTo(new Run(2, "", message + "\n"));
	}

	@Test
	void handsOverWhatNobodyTypes() {
		assertThat(this.console.run("supplied", (context) -> context.environment(Map.of("LANG", "it_IT"))))
			.isEqualTo(new Run(0, "duke it_IT duke\n", ""));
	}

	@Test
	void doesNotReadFilesOfTheServer(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("secret"), "top secret");
		assertThat(this.console.run("positional @" + file).out()).isEqualTo("@" + file + " null 7\n");
		assertThat(this.console.run("positional '${sys:user.home}'").out()).isEqualTo("${sys:user.home} null 7\n");
	}

	@Test
	void helpShowsUsageOnStandardOutput() {
		Run run = this.console.run("types --help --unit nonsense");
		assertThat(run.status()).isZero();
		assertThat(run.err()).isEmpty();
		assertThat(run.out()).startsWith("Usage: types [options]\n")
			.contains("Shows 100% of the types.", "-t, --timeout <timeout>", "How long. Default: 10s",
					"One of nanoseconds")
			.doesNotContain("\u001b");
	}

	static class Commands {

		@SshCommand(name = "flags")
		String flags(@SshOption(names = { "-v", "--verbose" }) boolean verbose,
				@SshOption(names = { "-q", "--quiet" }) Boolean quiet,
				@SshOption(defaultValue = "true") boolean colour) {
			return verbose + " " + (quiet != null && quiet) + " " + colour;
		}

		@SshCommand(name = "types", description = "Shows 100% of the types.")
		String types(@SshOption @Nullable String name,
				@SshOption(names = { "-t", "--timeout" }, description = "How long.",
						defaultValue = "10s") Duration timeout,
				@SshOption(defaultValue = "1MB") DataSize size, @SshOption(required = false) TimeUnit unit,
				@SshOption int count) {
			String shown = (size.toMegabytes() > 0) ? size.toMegabytes() + "MB" : size.toKilobytes() + "KB";
			return name + " " + timeout.toSeconds() + "s " + shown + " " + unit + " " + count;
		}

		@SshCommand(name = "lists")
		String lists(@SshOption(names = { "-n", "--names" }) Set<String> names, @SshOption int[] sizes,
				@SshArgument(required = false) List<String> rest) {
			return names + " " + Arrays.toString(sizes) + " " + rest.size();
		}

		@SshCommand(name = "positional")
		String positional(@SshArgument String first, @SshArgument @Nullable String second,
				@SshArgument(defaultValue = "7") int third) {
			return first + " " + second + " " + third;
		}

		@SshCommand(name = "optional")
		String optional(@SshArgument Optional<Integer> value) {
			return value.toString();
		}

		@SshCommand(name = "number")
		int number(@SshArgument int value) {
			return value;
		}

		@SshCommand(name = "needed")
		void needed(@SshOption String name) {
		}

		@SshCommand(name = "supplied")
		String supplied(SshCommandContext context, Locale locale, Authentication authentication) {
			return context.username() + " " + locale + " " + authentication.getName();
		}

	}

}
