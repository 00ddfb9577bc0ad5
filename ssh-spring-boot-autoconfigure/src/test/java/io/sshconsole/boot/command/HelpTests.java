package io.sshconsole.boot.command;

import java.util.Map;
import java.util.function.UnaryOperator;

import io.sshconsole.boot.command.TestConsole.Run;
import io.sshconsole.ssh.connection.WindowSize;
import org.junit.jupiter.api.Test;

import org.springframework.security.access.prepost.PreAuthorize;

import static org.assertj.core.api.Assertions.assertThat;

class HelpTests {

	private final TestConsole console = new TestConsole(new Commands(), new OrderCommands(), new WhoAmICommand());

	@Test
	void groupsWithADescriptionHaveSectionsOfTheirOwn() {
		assertThat(this.console.run("help").out()).isEqualTo("""
				help                     Lists the commands, or shows how one is used.
				old                      Does it. (Deprecated: use new)
				who am i                 Tells as whom you are logged in, and what you may.

				orders: What customers want.
				orders list, orders, ol  Lists orders that are open, the oldest first, with all that is known of them.

				Behind a |:
				cut grep head json sort table tail uniq wc
				""");
	}

	@Test
	void programsGetTheDataOfWhatIsListed() {
		String json = this.console.run("help -o json").out();
		assertThat(json).startsWith("[")
			.contains("\"name\"", "\"orders list\"", "\"ol\"", "\"deprecated\"")
			.doesNotContain("secret\",", "orders cancel", "Behind");
		assertThat(this.console.run("help old -o json").out()).contains("\"use new\"").doesNotContain("who am i");
		assertThat(this.console.run("help -o csv").out()).startsWith("name,aliases,description,deprecated,parameters");
	}

	@Test
	void aFilterIsExplainedAsWell() {
		assertThat(this.console.run("help uniq").out()).contains("uniq");
	}

	@Test
	void whatIsHiddenIsNotListedButExplained() {
		assertThat(this.console.run("help").out()).doesNotContain("secret");
		assertThat(this.console.run("help secret").out()).startsWith("Usage: secret");
		assertThat(this.console.run("help secre").err()).doesNotContain("did you mean");
	}

	@Test
	void whatIsForbiddenIsNeitherListedNorExplained() {
		assertThat(this.console.run("help").out()).doesNotContain("orders cancel");
		assertThat(this.console.run("help orders cancel"))
			.isEqualTo(new Run(126, "", "orders cancel: not permitted\n"));
		assertThat(this.console.as("ROLE_ADMIN").run("help").out()).contains("orders cancel");
	}

	@Test
	void anAliasIsExplainedAsItsCommand() {
		assertThat(this.console.run("help orders list").out()).startsWith("Usage: orders list");
	}

	@Test
	void descriptionsAreWrappedOnATerminal() {
		assertThat(this.console.run("help", terminal(60)).out()).contains("""
				orders list, orders, ol  Lists orders that are open, the
				                         oldest first, with all that is
				                         known of them.
				""");
	}

	@Test
	void onANarrowTerminalDescriptionsAreBelowNames() {
		assertThat(this.console.run("help", terminal(40)).out()).contains("""
				old
				    Does it. (Deprecated: use new)
				""", """
				orders list, orders, ol
				    Lists orders that are open, the
				    oldest first, with all that is known
				    of them.
				""");
	}

	@Test
	void aNameThatThereIsNotIs127() {
		assertThat(this.console.run("help odl"))
			.isEqualTo(new Run(127, "", "odl: unknown command; did you mean 'old'?\n"));
	}

	@Test
	void whoAmITellsWhatTheConsoleKnows() {
		assertThat(this.console.as("ROLE_B", "ROLE_A").run("who am i").out()).contains("duke", "c1", "ROLE_A")
			.doesNotContain("password");
	}

	private static UnaryOperator<SshCommandContextBuilder> terminal(int columns) {
		return (context) -> context.terminal("xterm", () -> new WindowSize(columns, 24, 0, 0))
			.environment(Map.of("NO_COLOR", "1"));
	}

	static class Commands {

		@SshCommand(name = "old", description = "Does it.", deprecated = "use new")
		void old() {
		}

		@SshCommand(name = "secret", description = "Does it.", hidden = true)
		void secret() {
		}

	}

	@SshCommandGroup(name = "orders", description = "What customers want.")
	static class OrderCommands {

		@SshCommand(name = "orders list", aliases = { "orders", "ol" },
				description = "Lists orders that are open, the oldest first, with all that is known of them.")
		void list() {
		}

		@SshCommand(name = "orders cancel", description = "Cancels one.")
		@PreAuthorize("hasRole('ADMIN')")
		void cancel() {
		}

	}

}
