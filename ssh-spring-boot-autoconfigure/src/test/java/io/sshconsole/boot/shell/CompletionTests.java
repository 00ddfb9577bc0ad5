package io.sshconsole.boot.shell;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.command.SshCompletionRequest;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.command.TestConsole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is offered where the cursor is.
 */
@Timeout(60)
class CompletionTests {

	private final TestConsole console = new TestConsole(new Commands(), new SessionCommands());

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "``|broken,clear,exit,help,history,order,orders,paint,stock,stuck", "o|order,orders",
					"orders|orders", "`orders `|cancel,list", "orders ca|cancel", "order|order,orders", "`order `|list",
					"x|``", "# o|``", "secr|``", "adm|``", "help ord|order,orders", "`help orders `|cancel,list" })
	void wordsOfNames(String typed, String offered) {
		assertThat(String.join(",", offers(typed))).isEqualTo(offered);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "orders list -|-h,--help,-o,--output,-s,--since,--verbose,--tag", "orders list --v|--verbose",
					"orders list --verbose --v|``", "orders list --tag x --t|--tag", "orders list -- --v|``",
					"orders list --since --v|``", "order list --v|--verbose", "orders list -s x --s|``",
					"orders cancel --y|--yes", "`orders list `|-h,--help,-o,--output,-s,--since,--verbose,--tag" })
	void namesOfOptions(String typed, String offered) {
		assertThat(offers(typed)).containsExactlyInAnyOrder(offered.isEmpty() ? new String[0] : offered.split(","));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "`paint `|blue,green,red", "paint r|red", "`paint red `|--ground,--help,-f,-g,-h",
					"`paint red --ground `|blue,green,red", "paint --ground=g|--ground=green",
					"paint --ground red g|green", "paint --ground=red g|green", "paint -g red b|blue",
					"paint -gred b|blue", "paint -fg b|blue", "`paint -f `|blue,green,red", "hidden r|``",
					"orders list -o t|table,text", "orders list --output=j|--output=json" })
	void valuesOfEnums(String typed, String offered) {
		assertThat(String.join(",", offers(typed))).isEqualTo(offered);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "stock Ara|Arabica", "stock 'Ro|Robusta 1",
			"`stock \"Robusta `|Robusta 1", "stock x Ara|Arabica" })
	void valuesOfProviders(String typed, String offered) {
		assertThat(String.join(",", offers(typed))).isEqualTo(offered);
	}

	@Test
	void providersRunAsTheUserAndSeeNoSecrets() {
		assertThat(offers("stock --pin 1234 probe:")).containsExactly("probe:duke:stock:kind:probe:");
		assertThat(words("stock --pin 1234 words:")).noneMatch((value) -> value.contains("1234"));
	}

	private List<String> words(String typed) {
		return offers(typed);
	}

	@Test
	void aSecretHasNoValues() {
		assertThat(offers("stock --pin ")).isEmpty();
		assertThat(offers("stock --pin=")).isEmpty();
	}

	@Test
	void aProviderThatTakesLongIsNotWaitedFor() {
		assertThat(offers("stuck ")).doesNotContain("late");
	}

	@Test
	void aProviderThatFailsOffersNothing() {
		assertThat(offers("broken x")).isEmpty();
	}

	private List<String> offers(String typed) {
		return new CommandCompletion(new TestShell(this.console).shells(), this.console.session())
			.offers(TypedLine.of(typed, typed.length()))
			.stream()
			.map(SshCompletion::value)
			.toList();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "a|Arabica|Arabica", "a|Robusta 1|'Robusta 1'", "'a|Arabica|'Arabica'", "`\"a`|a\"b|`\"a\\\"b\"`",
					"a|it's|`\"it's\"`", "'a|it's|`\"it's\"`", "a|#1|'#1'", "a|``|''" })
	void wordsAreQuotedAsTheyWereBegunOrAsTheyNeed(String typed, String value, String quoted) {
		TypedLine line = TypedLine.of("say " + typed, 4 + typed.length());
		assertThat(line.escape(value, true)).hasToString(quoted);
	}

	@Test
	void theMenuShowsWhatIsChosen() throws Exception {
		TestClient client = new TestShell(this.console).start("xterm").await("app> ").type("orders \t");
		client.await("cancel").await("(Cancels one.)").await("list").await("(Lists them.)");
		client.type("\t").await("cancel").type("\t\r").type("\r");
		client.await("listed");
		leave(client);
	}

	@Test
	void descriptionsAreCutWhereThereIsNoRoom() throws Exception {
		TestClient client = new TestShell(this.console).start("xterm", (terminal) -> terminal.size(40, 10));
		client.await("app> ").type("sto\t").await("stock ").type("-\t").await("(The number that nobody else ma…)");
		client.type("\u0003").await("app> ");
		leave(client);
	}

	@Test
	void aWordInQuotesIsCompleted() throws Exception {
		TestClient client = new TestShell(this.console).start("xterm").await("app> ").type("stock Ro\t");
		client.type("\r").await("\r\nRobusta 1 in stock\r\n");
		leave(client);
	}

	private static void leave(TestClient client) throws Exception {
		assertThat(client.type("exit\r").status()).isZero();
	}

	enum Colour {

		RED, GREEN, BLUE

	}

	static class Commands {

		@SshCommand(name = "orders list", aliases = "order list", description = "Lists them.")
		String list(@SshOption(names = { "-s", "--since" }, required = false) String since, @SshOption boolean verbose,
				@SshOption List<String> tag) {
			return "listed";
		}

		@SshCommand(name = "orders cancel", description = "Cancels one.", confirm = "Really?")
		void cancel(@SshArgument long id) {
		}

		@SshCommand(name = "paint")
		void paint(@SshArgument Colour colour, @SshOption(names = { "-g", "--ground" }, required = false) Colour ground,
				@SshOption(names = "-f") boolean fast) {
		}

		@SshCommand(name = "hidden", hidden = true)
		void hidden(@SshArgument Colour colour) {
		}

		@SshCommand(name = "admin")
		@PreAuthorize("hasRole('ADMIN')")
		void admin() {
		}

		@SshCommand(name = "stock", description = "Tells what is there.")
		String stock(@SshArgument(completion = Kinds.class) List<String> kind,
				@SshOption(secret = true, required = false, completion = Kinds.class,
						description = "The number that nobody else may know, four digits.") String pin) {
			return String.join(" ", kind) + " in stock";
		}

		@SshCommand(name = "stuck")
		void stuck(@SshArgument(completion = Stuck.class) String value) {
		}

		@SshCommand(name = "broken")
		void broken(@SshArgument(completion = Broken.class) String value) {
		}

	}

	static class Kinds implements SshCompletionProvider {

		@Override
		public List<SshCompletion> complete(SshCompletionRequest request) {
			return List.of(new SshCompletion("Arabica", "Grows high."), SshCompletion.of("Robusta 1"),
					SshCompletion.of("bad\u001b"),
					SshCompletion.of("probe:" + SecurityContextHolder.getContext().getAuthentication().getName() + ":"
							+ request.command() + ":" + request.parameter() + ":" + request.prefix()),
					SshCompletion.of("words:" + request.words()));
		}

	}

	static class Stuck implements SshCompletionProvider {

		@Override
		public List<SshCompletion> complete(SshCompletionRequest request) {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				// The question was taken back
			}
			return List.of(SshCompletion.of("late"));
		}

	}

	static class Broken implements SshCompletionProvider {

		@Override
		public List<SshCompletion> complete(SshCompletionRequest request) {
			throw new IllegalStateException("no values");
		}

	}

}
