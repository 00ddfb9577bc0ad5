package io.sshconsole.boot.command;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretMaskTests {

	private final SshCommandRegistry registry = new TestConsole(new Commands()).registry();

	private final SecretMask mask = new SecretMask(this.registry);

	@Test
	void aLineWithoutSecretsStaysAsItIs() {
		for (String line : List.of("greet Ada  'and all'", "greet --token x", "login", "", "# login x")) {
			assertThat(this.mask.mask(line)).isSameAs(line);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			login ada secret                    | login ada ******
			login ada 'my secret' rest          | login ada *********** rest
			login ada my\\ secret               | login ada **********
			login --token=secret ada            | login --token=****** ada
			login --token='a b' ada             | login --token=***** ada
			login --token secret ada            | login --token ****** ada
			login -t secret                     | login -t ******
			login -tsecret                      | login -t******
			login -t=secret                     | login -t=******
			login -vtsecret ada                 | login -vt****** ada
			login -vt secret ada                | login -vt ****** ada
			login -v ada secret                 | login -v ada ******
			login --no-verbose ada secret       | login --no-verbose ada ******
			login -n ada bob secret             | login -n ada bob ******
			login -o json ada secret            | login -o json ada ******
			login -- -ada -secret               | login -- -ada *******
			login -4 secret rest                | login -4 ****** rest
			login ada -- secret                 | login ada -- ******
			login --stacktrace ada secret       | login --stacktrace ada ******
			login "--to"ken=secret              | login ****************
			li ada secret                       | li ada ******
			  login   ada   secret              | login   ada   ******
			sign in secret                      | sign in ******
			login --tokn=secret ada             | login --tokn=****** ***
			login --tokn secret ada             | login --tokn ****** ***
			login -qsecret                      | login -q******
			login ada secret rest more          | login ada ****** rest ****
			logn ada secret                     | logn *** ******
			greet Ada 'secret                   | greet Ada 'secret
			login ada 'my secret                | login ada **********
			login ada "my secret                | login ada **********
			login ada secret\\                  | login ada *******
			login 'ada                          | login 'ada
			login --token='my                   | login --token=***
			each 'login ada secret'             | each 'login ada ******'
			each "login ada secret"             | each "login ada ******"
			each login ada secret               | each login ada ******
			each login\\ ada\\ secret             | each ******************
			each -n 2s 'login ada secret' more  | each -n 2s 'login ada ******' more
			each -n 2s login ada 'a secret'     | each -n 2s login ada **********
			each 'login ada "a secret"'         | each 'login ada **********'
			each 'login ada sec                 | each 'login ada ***
			each "login ada 'a sec              | each "login ada ******
			each 'logn ada secret'              | each 'logn *** ******'
			each logn ada secret                | each logn *** ******
			each --tken login ada secret        | each --tken login ada ******
			each --tken 'login ada secret'      | each --tken 'login ada ******'
			each -n login ada                   | each -n login ada
			each -n                             | each -n
			each each login ada secret          | each each login ada ******
			each each 'login ada secret'        | each each 'login ada ******'
			each "each 'login ada secret'"      | each "each 'login ada ******'"
			""")
	void exactlyTheSecretsAreHidden(String line, String masked) {
		assertThat(this.mask.mask(line)).isEqualTo(masked);
	}

	@Test
	void aLineInALineMayHoldSeveralCommands() {
		assertThat(this.mask.mask("greet Ada | each 'greet a; login ada secret | greet'"))
			.isEqualTo("greet Ada | each 'greet a; login ada ****** | greet'");
	}

	@Test
	void linesInsideLinesAreFollowedOnlySoDeep() {
		assertThat(this.mask.mask("each ".repeat(7) + "login ada secret")).endsWith("login ada ******");
		assertThat(this.mask.mask("each ".repeat(8) + "login ada secret")).endsWith("each ***** *** ******");
		assertThat(this.mask.mask("each ".repeat(12_000))).endsWith("each each" + " ****".repeat(11_992) + " ");
	}

	@Test
	void whatIsBehindAMistakeIsHidden() {
		assertThat(this.mask.mask("greet Ada > login")).startsWith("greet Ada").endsWith("*****");
		assertThat(this.mask.mask("login ada secret > x")).startsWith("login ada ").doesNotContain("secret", "x");
	}

	static class Commands {

		@SshCommand(name = "greet")
		void greet(@SshArgument String name, @SshArgument String more) {
		}

		@SshCommand(name = "login", aliases = "li")
		String login(@SshArgument String name, @SshArgument(secret = true) @Nullable String password,
				@SshArgument @Nullable String more,
				@SshOption(names = { "-t", "--token" }, secret = true) @Nullable String token,
				@SshOption(names = { "-v", "--verbose" }) boolean verbose,
				@SshOption(names = "-n") @Nullable String other) {
			return "";
		}

		@SshCommand(name = "each")
		void each(@SshArgument(line = true) List<String> line, @SshOption(names = "-n") @Nullable String interval) {
		}

		@SshCommand(name = "sign in")
		void sign(@SshArgument(secret = true) char[] password) {
		}

	}

}
