package io.sshconsole.boot.command;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretMaskTests {

	private final SshCommandRegistry registry = new TestConsole(new Commands()).registry();

	private final SecretMask mask = new SecretMask(() -> this.registry);

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
			""")
	void exactlyTheSecretsAreHidden(String line, String masked) {
		assertThat(this.mask.mask(line)).isEqualTo(masked);
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

		@SshCommand(name = "sign in")
		void sign(@SshArgument(secret = true) char[] password) {
		}

	}

}
