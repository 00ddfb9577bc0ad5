package io.sshconsole.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.command.SshCompletionRequest;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.shell.SshNotices;
import io.sshconsole.boot.shell.SshShellHealth;
import io.sshconsole.boot.terminal.DelayedLink;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import io.sshconsole.boot.terminal.Window;
import io.sshconsole.boot.test.LocalSshPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a person sees of the shell, with the {@code ssh} command on a terminal.
 */
@OpenSshTest(properties = { "spring.application.name=shop", "spring.application.version=1.2",
		"ssh-console.users.ada.password=secret", "ssh-console.users.bob.password=secret",
		"ssh-console.users.cyd.password=secret", "ssh-console.shell.prompt={application} {user}{status}> " })
@Timeout(180)
class ShellScreenTests {

	private static final String BANNER = "* The ${spring.application.name}, version ${spring.application.version}, "
			+ "is open. Come in, look around *\n";

	private static final String WELCOME = "Type help for the commands, exit to leave.";

	private static final String ESCAPE = "\u001b";

	@TempDir
	private static Path directory;

	@LocalSshPort
	private int port;

	@Autowired
	private SshNotices notices;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void directories(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.shell.history-directory", () -> directory.resolve("history"));
		registry.add("spring.banner.location", ShellScreenTests::banner);
	}

	private static String banner() {
		try {
			return Files.writeString(directory.resolve("banner.txt"), BANNER).toUri().toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ScriptedTerminal open(String user, Window window) {
		return window.open(this.ssh.password(user, "secret"), "shop " + user + ">");
	}

	@Test
	void theBannerOfTheApplicationIsAboveTheFirstPrompt() {
		try (ScriptedTerminal terminal = open("ada", Window.WIDE)) {
			terminal.awaitScreen("* The shop, version 1.2, is open. Come in, look around *", "shop ada>");
		}
	}

	@Test
	void aBannerThatIsTooWideIsTheNameOfTheApplication() {
		try (ScriptedTerminal terminal = open("ada", Window.NARROW)) {
			terminal.awaitScreen("shop 1.2", WELCOME.substring(0, 40), WELCOME.substring(40), "shop ada>");
		}
	}

	@Test
	void theBannerStaysAfterAResize() {
		try (ScriptedTerminal terminal = open("ada", Window.RESIZED)) {
			assertThat(terminal.history()).startsWith("* The shop, version 1.2, is open. Come i\nn, look around *\n");
		}
	}

	@ParameterizedTest
	@EnumSource
	void linesAreEditedWithTheKeysOfEmacs(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.type("say 'a lnger line'").key("C-a", "M-f", "M-f", "M-f", "M-b", "C-f").type("o");
			terminal.awaitCursorRow("shop ada> say 'a longer line'");
			terminal.key("C-e", "C-w").awaitCursorRow("shop ada> say 'a longer");
			terminal.key("C-y").awaitCursorRow("shop ada> say 'a longer line'");
			terminal.key("C-a", "C-k").awaitCursorRow("shop ada>").key("C-y", "Enter");
			terminal.awaitLast("shop ada> say 'a longer line'", "a longer line", "shop ada>");
		}
	}

	@ParameterizedTest
	@CsvSource({ "xterm-256color, 80, 24", "linux, 80, 24", "screen-256color, 40, 10" })
	void homeEndDeleteAndWordsWorkOnEveryKeyboard(String type, int columns, int rows) {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(type, this.ssh.password("ada", "secret"), columns,
				rows)) {
			terminal.awaitCursorRow("shop ada>").type("ay 'one two").key("Home").type("s").key("End").type("'");
			terminal.awaitCursorRow("shop ada> say 'one two'").key("C-Left").type("X").key("DC");
			terminal.awaitCursorRow("shop ada> say 'one Xwo'").key("Home", "C-Right").type("1");
			terminal.awaitCursorRow("shop ada> say '1one Xwo'");
		}
	}

	@ParameterizedTest
	@CsvSource({ "[H, [F, [3~", "OH, OF, [3~", "[1~, [4~, [3~", "[7~, [8~, [3~" })
	void allWaysToSendAKeyAreUnderstood(String home, String end, String delete) {
		try (ScriptedTerminal terminal = open("ada", Window.WIDE)) {
			terminal.type("xay 1").type(ESCAPE + home).type(ESCAPE + delete).type("s").type(ESCAPE + end).type("2");
			terminal.awaitCursorRow("shop ada> say 12").key("Enter").awaitLast("12", "shop ada>");
		}
	}

	@ParameterizedTest
	@EnumSource
	void thePromptTellsWhatFailed(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.line("fail 3").awaitLast("shop ada> fail 3", "It failed.", "shop ada3>");
			assertThat(terminal.colours()).contains("\u001b[31m3");
			terminal.line("say x").awaitLast("x", "shop ada>");
		}
	}

	@Test
	void whoSendsNoColorGetsNone() {
		OpenSsh.Login ada = this.ssh.password("ada", "secret")
			.with("-o", "SendEnv=NO_COLOR")
			.environment(Map.of("NO_COLOR", "1"));
		try (ScriptedTerminal terminal = ScriptedTerminal.open(ada, 80, 24)) {
			terminal.awaitCursorRow("shop ada>").line("fail 3").awaitLast("It failed.", "shop ada3>");
			terminal.line("help say").await("Arguments:").awaitCursorRow("shop ada>");
			assertThat(terminal.colours()).doesNotContain("\u001b[");
			terminal.line("clear").awaitScreen("shop ada>").type("orders ").key("Tab").await("list    (Lists them.)");
			assertThat(terminal.colours()).doesNotContain("\u001b[");
		}
	}

	@Test
	void whatIsPipedHasNoColour() {
		try (ScriptedTerminal terminal = open("ada", Window.WIDE)) {
			terminal.line("help say | grep '^Arguments:$'").awaitLast("Arguments:", "shop ada>");
		}
	}

	@ParameterizedTest
	@EnumSource
	void thePromptHasTheColourOfTheHealth(Window window) {
		Application.health = "UP";
		try (ScriptedTerminal terminal = open("ada", window)) {
			awaitColour(terminal, "\u001b[32mshop");
			Application.health = "DOWN";
			awaitColour(terminal, "\u001b[31mshop");
		}
	}

	/**
	 * Health is looked at every few seconds, by whoever gets a prompt.
	 */
	private static void awaitColour(ScriptedTerminal terminal, String expected) {
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			terminal.line(" clear").awaitScreen("shop ada>");
			assertThat(terminal.colours()).contains(expected);
		});
	}

	@ParameterizedTest
	@EnumSource
	void helpListsAndExplainsWhatTheUserMayRun(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.line("help | grep -c plans").awaitLast("0", "shop ada1>");
			terminal.line("clear").awaitScreen("shop ada>").line("help orders list");
			terminal.await("Shows this help.").awaitCursorRow("shop ada>");
			assertThat(terminal.history()).contains("Usage: orders list", "Lists them.")
				.contains((window == Window.WIDE) ? "<format>  How the result is written. One of text"
						: "<format>\n      How the result is written. One of\n      text");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoAmITellsTheUser(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.line("who am i")
				.await("user         ada", "terminal     xterm-256color")
				.awaitCursorRow("shop ada>");
		}
	}

	@ParameterizedTest
	@EnumSource
	void exitEndsTheSessionWithItsStatus(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.line("exit 3");
			assertThat(terminal.awaitEnd()).isEqualTo(3);
		}
	}

	@ParameterizedTest
	@EnumSource
	void historyIsThereInTheNextSessionOfTheSameUserAlone(Window window) throws IOException {
		Path file = directory.resolve("history/bob.history");
		Files.deleteIfExists(file);
		try (ScriptedTerminal terminal = open("bob", Window.WIDE)) {
			terminal.line("say one").awaitLast("one", "shop bob>").line("say two").awaitLast("two", "shop bob>");
			terminal.line("login --password hunter2").awaitLast("in as hunter2", "shop bob>");
			terminal.line("exit").awaitEnd();
		}
		assertThat(file).content().isEqualTo("say one\nsay two\nexit\n");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		try (ScriptedTerminal terminal = open("bob", window)) {
			terminal.line(" clear").awaitScreen("shop bob>");
			int typed = (window == Window.RESIZED) ? 2 : 1;
			for (int i = 0; i < typed; i++) {
				terminal.key("Up");
			}
			terminal.awaitCursorRow("shop bob> exit").key("Up").awaitCursorRow("shop bob> say two");
			terminal.key("Up", "Enter").awaitLast("one", "shop bob>");
		}
		try (ScriptedTerminal terminal = open("cyd", window)) {
			assertThat(terminal.line("history").await("  history").screen()).doesNotContain("say");
		}
	}

	@ParameterizedTest
	@EnumSource
	void historyListsTheLines(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.line("history --clear")
				.awaitLast("shop ada> history --clear", "shop ada>")
				.line("say x")
				.awaitLast("x", "shop ada>");
			terminal.line("history").awaitLast("    1  say x", "    2  history", "shop ada>");
		}
	}

	@ParameterizedTest
	@EnumSource
	void historyIsSearchedBackwards(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.line("say needle").awaitLast("needle", "shop ada>").line("say hay").awaitLast("hay", "shop ada>");
			terminal.key("C-r").type("nee").await("bck-i-search: nee_").await("say needle");
			terminal.key("Enter").awaitLast("shop ada> say needle", "needle", "shop ada>");
		}
	}

	@ParameterizedTest
	@EnumSource
	void secretsAreStarsWhileTheyAreTyped(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.type("login --password hunter2").await("*******").key("Enter").await("in as hunter2");
			assertThat(terminal.rows()).noneMatch((row) -> row.contains("login --password hunter2"));
		}
	}

	@Test
	void secretsOfAWatchedLineAreHiddenToo() {
		try (ScriptedTerminal terminal = open("ada", Window.WIDE)) {
			terminal.type("watch -n 1h 'login --password hunter2'")
				.awaitCursorRow("shop ada> watch -n 1h 'login --password *******'");
			terminal.key("Enter").await("Every 3600s: login --password *******").awaitRow(2, "in as hunter2");
			terminal.type("q").awaitLast("shop ada> watch -n 1h 'login --password *******'", "shop ada>");
			assertThat(directory.resolve("history/ada.history")).content().doesNotContain("hunter2");
			terminal.line("history 1").awaitLast("shop ada>").key("Up", "Up");
			assertThat(terminal.history()).doesNotContain("hunter2");
		}
	}

	@ParameterizedTest
	@EnumSource
	void theMenuShowsCommandsWithTheirDescriptions(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.type("orders ").key("Tab");
			terminal.await("cancel (Cancels one.)", "(Lists them.)", "shop ada> orders");
			terminal.key("Tab").await("shop ada> orders cancel").key("Tab").await("shop ada> orders list");
			terminal.key("Enter").type(" ").key("Enter").awaitLast("listed", "shop ada>");
			assertThat(terminal.screen()).doesNotContain("Cancels");
		}
	}

	@ParameterizedTest
	@EnumSource
	void theMenuFitsTheScreen(Window window) {
		String arabica = (window == Window.WIDE) ? "Arabica (Grows high up in the mountains, where it is cool.)"
				: "Arabica (Grows high up in the mountai…)";
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.type("stock ").key("Tab").await(arabica, "Robusta");
			terminal.type("Ro").key("Tab").awaitCursorRow("shop ada> stock Robusta");
			terminal.key("Enter").awaitLast("Robusta in stock", "shop ada>");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatAUserMayNotRunIsNotOffered(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.type("sec").key("Tab").type("x").awaitCursorRow("shop ada> secx");
			terminal.key("C-u").type("orders li").key("Tab").awaitCursorRow("shop ada> orders list");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aLineGoesOnBehindAnOpenQuote(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.line("say 'one").awaitLast("shop ada> say 'one", ">").type("two'").key("Enter");
			terminal.awaitLast("shop ada> say 'one", "> two'", "one", "two", "shop ada>");
			terminal.key("Up").awaitLast("shop ada> say 'one", "> two'");
		}
	}

	@ParameterizedTest
	@EnumSource
	void pastedLinesWaitForEnter(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.paste("say 1\nsay 2").awaitLast("shop ada> say 1", "> say 2").key("Enter");
			terminal.awaitLast("> say 2", "1", "2", "shop ada>");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aNoticeLeavesTheLineAlone(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.type("say half").awaitCursorRow("shop ada> say half");
			assertThat(this.notices.broadcast("Maintenance at noon.")).isOne();
			terminal.awaitLast("Maintenance at noon.", "shop ada> say half").type("way").key("Enter");
			terminal.awaitLast("shop ada> say halfway", "halfway", "shop ada>");
		}
	}

	@Test
	void aNoticeLeavesALongLineAloneAfterAResize() {
		String words = "one two three four five six seven eight";
		try (ScriptedTerminal terminal = open("ada", Window.WIDE)) {
			terminal.type("say '" + words).awaitCursorRow("shop ada> say '" + words).resize(40, 10);
			terminal.awaitLast(("shop ada> say '" + words).substring(0, 40).stripTrailing(),
					("shop ada> say '" + words).substring(40));
			this.notices.broadcast("Maintenance at noon.");
			terminal.awaitLast("Maintenance at noon.", ("shop ada> say '" + words).substring(0, 40).stripTrailing(),
					("shop ada> say '" + words).substring(40));
		}
	}

	@ParameterizedTest
	@EnumSource
	void clearBringsThePromptToTheTop(Window window) {
		try (ScriptedTerminal terminal = open("ada", window)) {
			terminal.line("say x").awaitLast("x", "shop ada>").line("clear").awaitScreen("shop ada>");
			terminal.line("say y").awaitScreen("shop ada> say y", "y", "shop ada>");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "xterm", "linux", "vt100", "screen-256color" })
	void otherTerminalsWorkToo(String type) {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(type, this.ssh.password("ada", "secret"), 80, 24)) {
			terminal.awaitCursorRow("shop ada>").type("sya 'x'").key("C-a", "C-f").type("a").key("C-f", "C-d");
			terminal.awaitCursorRow("shop ada> say 'x'").key("Enter").awaitLast("x", "shop ada>");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aDumbTerminalHasPlainLines(Window window) {
		try (ScriptedTerminal terminal = window.open("dumb", this.ssh.password("ada", "secret"), "shop ada>")) {
			terminal.type("say helloxx").key("BSpace", "BSpace").awaitCursorRow("shop ada> say hello").key("Enter");
			terminal.awaitLast("shop ada> say hello", "hello", "shop ada>");
			terminal.line("exit");
			assertThat(terminal.awaitEnd()).isZero();
		}
	}

	@Test
	void withoutATerminalThereIsOnlyWhatCommandsWrite() throws Exception {
		OpenSsh.Result result = this.ssh.password("ada", "secret").with("-T").input("say 1\nsay 2\n").run();
		assertThat(result.out()).isEqualTo("1\n2\n");
		assertThat(result.status()).isZero();
	}

	@Test
	void aTerminalAndAScriptEndWithTheStatusOfTheLastLine() throws Exception {
		try (ScriptedTerminal terminal = open("ada", Window.WIDE)) {
			terminal.line("fail 3").awaitLast("It failed.", "shop ada3>").line("exit");
			assertThat(terminal.awaitEnd()).isEqualTo(3);
		}
		OpenSsh.Login script = this.ssh.password("ada", "secret").with("-T");
		assertThat(script.input("set +e\nfail 3\nexit\n").run().status()).isEqualTo(3);
		assertThat(script.input("fail 3 || exit 4\n").run().status()).isEqualTo(4);
	}

	@Test
	void aScriptHasAHistoryAndASingleCommandHasNone() throws Exception {
		OpenSsh.Login ada = this.ssh.password("ada", "secret").with("-q");
		assertThat(ada.input("say 1\nlogin --password hunter2\nhistory\n").run())
			.isEqualTo(new OpenSsh.Result(0, "1\nin as hunter2\n    1  say 1\n    2  history\n", ""));
		assertThat(ada.run("history"))
			.isEqualTo(new OpenSsh.Result(1, "", "history: only a shell or a script has one\n"));
	}

	@ParameterizedTest
	@EnumSource
	void aKeyCostsOnePacketInEachDirection(Window window) {
		try (DelayedLink link = DelayedLink.open(this.port, Duration.ofMillis(300));
				ScriptedTerminal terminal = window.open(OpenSsh.client(link.port())
					.password("ada", "secret")
					// Otherwise newer clients send packets that hide when keys
					// are pressed
					.with("-o", "IgnoreUnknown=ObscureKeystrokeTiming", "-o", "ObscureKeystrokeTiming=no"),
						"shop ada>")) {
			terminal.type("s").awaitCursorRow("shop ada> s");
			int toServer = link.packetsToServer();
			int toClient = link.packetsToClient();
			for (String typed = "s"; typed.length() < 6; typed += "a") {
				terminal.type("a").awaitCursorRow("shop ada> " + typed + "a");
			}
			assertThat(link.packetsToServer() - toServer).isEqualTo(5);
			assertThat(link.packetsToClient() - toClient).isEqualTo(5);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private static volatile String health = "UP";

		@Bean
		SshShellHealth health() {
			return () -> Optional.of(health);
		}

		@Bean
		Commands commands() {
			return new Commands();
		}

	}

	static class Commands {

		@SshCommand(name = "say")
		String say(@SshArgument String text) {
			return text;
		}

		@SshCommand(name = Window.AWAIT_COLUMNS)
		void awaitColumns(@SshArgument int columns, SshCommandContext context) throws InterruptedException {
			while (context.terminal().columns() != columns) {
				new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
			}
		}

		@SshCommand(name = "fail")
		void fail(@SshArgument int status) {
			throw new SshCommandException("It failed.", status);
		}

		@SshCommand(name = "login")
		void login(@SshOption(secret = true) String password, SshCommandContext context) {
			context.out().println("in as " + password);
		}

		@SshCommand(name = "orders list", description = "Lists them.")
		String list() {
			return "listed";
		}

		@SshCommand(name = "orders cancel", description = "Cancels one.")
		void cancel(@SshArgument long id) {
		}

		@SshCommand(name = "secret plans")
		@PreAuthorize("hasRole('ADMIN')")
		void plans() {
		}

		@SshCommand(name = "stock")
		String stock(@SshArgument(completion = Kinds.class) String kind) {
			return kind + " in stock";
		}

	}

	static class Kinds implements SshCompletionProvider {

		@Override
		public List<SshCompletion> complete(SshCompletionRequest request) {
			return List.of(new SshCompletion("Arabica", "Grows high up in the mountains, where it is cool."),
					new SshCompletion("Robusta", ""));
		}

	}

}
