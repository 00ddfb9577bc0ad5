package io.sshconsole.boot.command;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.boot.command.TestConsole.Run;
import org.junit.jupiter.api.Test;

import org.springframework.security.access.annotation.Secured;

import static org.assertj.core.api.Assertions.assertThat;

class AliasAndHiddenTests {

	private final TestConsole console = new TestConsole(new Commands());

	@Test
	void anAliasIsTheCommand() {
		for (String line : List.of("cache clear orders", "cc orders", "drop all caches orders")) {
			assertThat(this.console.run(line)).isEqualTo(new Run(0, "cleared orders\n", ""));
		}
		assertThat(this.console.run("'drop all' caches orders").status()).isEqualTo(127);
		assertThat(this.console.run("cc --help").out()).startsWith("Usage: cache clear").contains("drop all caches");
		assertThat(this.console.run("cc -h").out()).startsWith("Usage: cache clear");
	}

	/**
	 * A method that is not handed on would fall back to its default without a word.
	 */
	@Test
	void aWrappedCommandHandsEverythingOn() {
		assertThat(WrappedCommand.class.getDeclaredMethods()).extracting(Method::getName)
			.contains(
					Arrays.stream(SshCommandDefinition.class.getMethods()).map(Method::getName).toArray(String[]::new));
	}

	@Test
	void anAliasIsAsProtectedAsTheCommand() {
		assertThat(this.console.run("rm x").status()).isEqualTo(126);
		assertThat(this.console.as("ROLE_ADMIN").run("rm x").status()).isZero();
	}

	@Test
	void theLongestNameCounts() {
		assertThat(this.console.run("cache stats").out()).isEqualTo("cache of stats\n");
		assertThat(this.console.run("cache clear x").out()).isEqualTo("cleared x\n");
	}

	@Test
	void aHiddenCommandRunsButNobodyIsToldOfIt() {
		assertThat(this.console.run("backdoor").out()).isEqualTo("open\n");
		assertThat(this.console.run("help").out()).contains("cache clear").doesNotContain("backdoor");
		assertThat(this.console.run("secret").status()).isEqualTo(127);
		assertThat(this.console.run("secret --help").status()).isEqualTo(127);
		assertThat(this.console.registry().commands()).extracting(SshCommandDefinition::name).contains("backdoor");
		assertThat(this.console.registry().listed()).extracting(SshCommandDefinition::name)
			.contains("cache clear")
			.doesNotContain("backdoor");
		assertThat(this.console.executor().permitted(this.console.session().authentication()))
			.extracting(SshCommandDefinition::name)
			.contains("cache clear")
			.doesNotContain("backdoor");
		assertThat(this.console.run("backdor").err()).isEqualTo("backdor: unknown command\n");
	}

	static class Commands {

		@SshCommand(name = "cache")
		String cache(@SshArgument String name) {
			return "cache of " + name;
		}

		@SshCommand(name = "cache clear", aliases = { "cc", "drop all caches" })
		String clear(@SshArgument String cache) {
			return "cleared " + cache;
		}

		@SshCommand(name = "orders remove", aliases = "rm")
		@Secured("ROLE_ADMIN")
		void remove(@SshArgument String order) {
		}

		@SshCommand(name = "backdoor", hidden = true)
		String backdoor() {
			return "open";
		}

		@SshCommand(name = "secret door", hidden = true)
		void secret() {
		}

	}

}
