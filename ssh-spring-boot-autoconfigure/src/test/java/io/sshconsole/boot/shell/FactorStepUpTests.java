package io.sshconsole.boot.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandInterceptor;
import io.sshconsole.boot.command.SshCommandInvocation;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshCommandRule;
import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.command.SshCompletionRequest;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.execution.WatchCommand;
import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.security.SshAccountStatus;
import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.security.SshAuthenticationMethod;
import io.sshconsole.boot.security.SshInteractiveAuthenticator;
import io.sshconsole.boot.security.SshInteractiveRequest;
import io.sshconsole.boot.security.SshLoginGuard;
import io.sshconsole.boot.security.SshProof;
import io.sshconsole.boot.security.SshProofs;
import io.sshconsole.boot.security.SshUserLookup;
import io.sshconsole.boot.server.FactorStepUp;
import io.sshconsole.ssh.auth.InteractiveQuery;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Factors that are asked for where a command demands them, on a terminal in memory.
 */
@Timeout(60)
class FactorStepUpTests {

	private static final String CODE = "123456";

	private static final SshAuthenticationDetails DETAILS = new SshAuthenticationDetails("192.0.2.1", "c1", "test");

	private static final SshProofs KEY = new SshProofs(List.of(SshProof.of(SshAuthenticationMethod.PUBLICKEY)),
			DETAILS);

	private final Store store = new Store();

	private final Commands commands = new Commands();

	private final TestConsole console = console(this.store.stepUp()).from(KEY);

	private final TestClient client = new TestClient();

	private TestConsole console(FactorStepUp stepUp) {
		return new TestConsole(this.commands, stepUp, new WatchCommand(this::lines));
	}

	private SshLineRunner lines() {
		return this.console.lines();
	}

	private SshCommandRegistry registry() {
		return this.console.registry();
	}

	@Test
	void commandRunsUnderTheFactorThatItHasAskedFor() throws Exception {
		exec("vault").await("vault: needs FACTOR_TOTP").await("Code: ").type(CODE + "\r").await("open");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen())
			.isEqualTo("vault: needs FACTOR_TOTP\r\nCode: \r\nopen FACTOR_TOTP ROLE_USER\r\n");
		assertThat(this.commands.intercepted).containsExactly("vault [FACTOR_TOTP, ROLE_USER]");
		assertThat(this.store.heard).containsExactly("duke succeeded by KEYBOARD_INTERACTIVE");
		assertThat(this.store.events).containsExactly("success duke");
	}

	@Test
	void factorIsRememberedForTheSessionWithItsTime() throws Exception {
		Instant before = Instant.now();
		TestClient shell = new TestShell(this.console).start("xterm").await("app> ").type("vault\r");
		shell.await("Code: ").type(CODE + "\r").await("open").await("app> ").type("vault; age\r").await("open");
		shell.await("<").await(">").await("app> ").type("\u0004");
		assertThat(shell.status()).isZero();
		assertThat(shell.screen()).containsOnlyOnce("Code: ").doesNotContain(CODE);
		assertThat(this.commands.issued).isBetween(before, Instant.now());
	}

	@Test
	void factorThatIsTooOldIsAskedForAgain() throws Exception {
		TestClient shell = new TestShell(this.console).start("xterm").await("app> ").type("fresh\r");
		shell.await("Code: ").type(CODE + "\r").await("done").await("app> ").type("fresh\r").await("done");
		shell.await("app> ");
		this.commands.notBefore = Instant.now();
		shell.type("fresh\r").await("fresh: needs FACTOR_TOTP").await("Code: ").type(CODE + "\r").await("done");
		assertThat(shell.await("app> ").type("\u0004").status()).isZero();
	}

	@Test
	void factorThatIsValidForATimeIsAskedForBehindIt() throws Exception {
		FactorGrantedAuthority old = FactorGrantedAuthority.withAuthority("FACTOR_TOTP")
			.issuedAt(Instant.now().minus(Duration.ofHours(2)))
			.build();
		this.console.as(UsernamePasswordAuthenticationToken.authenticated("duke", null, List.of(old)));
		exec("recent; recent").await("recent: needs FACTOR_TOTP").await("Code: ").type(CODE + "\r");
		this.client.await("done").await("done");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void argumentsMayDemandAFactor() throws Exception {
		exec("pay 5; pay 500").await("paid 5").await("pay: needs FACTOR_TOTP").await("Code: ").type(CODE + "\r");
		this.client.await("paid 500 as FACTOR_TOTP ROLE_USER");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void whoMayNotRunItAnyMoreBehindTheQuestionIsRefused() throws Exception {
		for (String line : List.of("pay 500", "vault")) {
			this.commands.closed = false;
			TestClient other = exec(new TestClient(), line).await("Code: ");
			this.commands.closed = true;
			assertThat(other.type(CODE + "\r").status()).isEqualTo(126);
			assertThat(other.screen()).as(line).endsWith(line.split(" ")[0] + ": not permitted\r\n");
		}
		assertThat(this.commands.intercepted).isEmpty();
	}

	@Test
	void questionOfAPipelineComesBeforeAllOfIt() throws Exception {
		exec("vault | grep open | wc -l").await("vault: needs FACTOR_TOTP").await("Code: ");
		assertThat(this.commands.intercepted).isEmpty();
		this.client.type(CODE + "\r").await("1\r\n");
		assertThat(this.client.status()).isZero();
	}

	@Test
	void nobodyIsAskedForAPipelineThatCannotRun() throws Exception {
		for (String line : List.of("vault | admin", "vault | grep", "vault | no-such", "never | vault")) {
			TestClient other = exec(new TestClient(), line);
			assertThat(other.status()).as(line).isNotZero();
			assertThat(other.screen()).as(line).doesNotContain("Code: ");
		}
		assertThat(this.commands.intercepted).isEmpty();
	}

	@Test
	void argumentsInAPipelineAreRefusedBecauseOthersUseTheTerminal() throws Exception {
		assertThat(exec("pay 500 | cat").status()).isEqualTo(126);
		assertThat(this.client.screen())
			.startsWith("pay: not permitted without FACTOR_TOTP; it is asked for where there is no |\r\n")
			.doesNotContain("Code: ");
	}

	@Test
	void withoutATerminalNobodyIsAskedAndTheRefusalSaysWhatIsMissing() throws Exception {
		for (String line : List.of("vault", "pay 500", "vault | wc -l")) {
			TestClient other = new TestClient().type(CODE + "\n");
			assertThat(other.exec(this.console, line, Optional.empty(), Map.of()).status()).as(line).isEqualTo(126);
			assertThat(other.errors()).matches("(vault|pay): not permitted without FACTOR_TOTP; "
					+ "an interactive session asks for it \\(ssh -t\\)\n");
			assertThat(other.screen()).as(line).isEmpty();
		}
		assertThat(this.commands.intercepted).isEmpty();
		assertThat(this.store.heard).isEmpty();
	}

	@Test
	void guessingIsCountedAndEndsAfterThreeAttempts() throws Exception {
		exec("vault; vault");
		for (int i = 0; i < 6; i++) {
			this.client.await("Code: ").type("00000" + i + "\r").await("Not accepted.");
		}
		assertThat(this.client.status()).isEqualTo(126);
		assertThat(this.client.screen()).endsWith("vault: not permitted without FACTOR_TOTP\r\n");
		assertThat(this.store.heard).hasSize(6).containsOnly("duke failed by KEYBOARD_INTERACTIVE");
		assertThat(this.store.events).hasSize(6).containsOnly("failure duke");
		assertThat(this.commands.intercepted).isEmpty();
	}

	@Test
	void connectionThatHasFailedTooOftenIsAskedNoMore() throws Exception {
		TestClient shell = new TestShell(this.console).start("xterm").await("app> ").type("vault\r");
		shell.await("Code: ").type("\u0003").await("app> ");
		for (int i = 0; i < 6; i++) {
			if (i % 3 == 0) {
				shell.type("vault\r");
			}
			shell.await("Code: ").type("00000" + i + "\r").await("Not accepted.");
		}
		shell.await("app> ").type("pay 500\r").await("pay: needs FACTOR_TOTP");
		shell.await("Too many failures on this connection.\r\npay: not permitted without FACTOR_TOTP").await("app> ");
		assertThat(shell.type("\u0004").status()).isEqualTo(126);
		assertThat(this.store.heard).hasSize(6);
		exec("vault").await("Code: ").type(CODE + "\r").await("open");
	}

	@Test
	void nothingIsAskedWhileTheThrottleLooksAtNothing() throws Exception {
		this.store.admits = false;
		assertThat(exec("vault").status()).isEqualTo(126);
		assertThat(this.client.screen()).containsOnlyOnce("Not accepted.").doesNotContain("Code: ");
		assertThat(exec(new TestClient(), "transfer").await("Password: ")
			.type("secret\r")
			.await("Not accepted.")
			.type("\u0003")
			.status()).isEqualTo(130);
	}

	@Test
	void ctrlCAndCtrlDRunNothingAndAreNoAttempts() throws Exception {
		exec("vault || vault").await("Code: ").type("12\u0003");
		assertThat(this.client.status()).isEqualTo(130);
		assertThat(this.client.screen()).containsOnlyOnce("Code: ").doesNotContain("not permitted");
		TestClient other = exec(new TestClient(), "vault").await("Code: ").type("\u0004");
		assertThat(other.status()).isEqualTo(126);
		assertThat(other.screen()).endsWith("Code: \r\nvault: not permitted without FACTOR_TOTP\r\n");
		TestClient third = exec(new TestClient(), "pay 500").await("Code: ").type("\u0003");
		assertThat(third.status()).isEqualTo(130);
		TestClient fourth = exec(new TestClient(), "pay 500").await("Code: ").type("\u0004");
		assertThat(fourth.status()).isEqualTo(126);
		assertThat(this.store.heard).isEmpty();
		assertThat(this.commands.intercepted).isEmpty();
	}

	@Test
	void lostConnectionRunsNothing() throws Exception {
		exec("vault").await("Code: ").hangUp();
		assertThat(this.client.status()).isEqualTo(130);
		assertThat(this.commands.intercepted).isEmpty();
	}

	@Test
	void whatWasTypedAheadIsNoCode() throws Exception {
		this.client.type(CODE + "\r");
		exec("settle && vault").await("settling").awaitTyped();
		this.commands.settled.countDown();
		this.client.await("What was typed ahead is dropped.").await("Code: ").type("\u0004");
		assertThat(this.client.status()).isEqualTo(126);
		assertThat(this.commands.intercepted).containsExactly("settle [ROLE_USER]");
	}

	@Test
	void secretTypedAgainDuringTheLastCheckBecomesNoLine() throws Exception {
		for (String answer : List.of("slow", CODE)) {
			TestClient shell = new TestShell(this.console).start("xterm").await("app> ").type("vault\r");
			for (int i = 0; i < 2; i++) {
				shell.await("Code: ").type("wrong\r").await("Not accepted.");
			}
			this.store.checked = new CountDownLatch(1);
			shell.await("Code: ").type(answer + "\r654321\r").awaitTyped();
			this.store.checked.countDown();
			shell.await("What was typed ahead is dropped.").await(answer.equals(CODE) ? "open" : "not permitted");
			shell.await("app> ").type("\u0004").status();
			assertThat(shell.screen()).as(answer).doesNotContain("654321");
		}
	}

	@Test
	void whoLacksAnAuthorityAsWellIsNotAsked() throws Exception {
		assertThat(exec("admin").status()).isEqualTo(126);
		assertThat(this.client.screen()).isEqualTo("admin: not permitted\r\n");
		assertThat(help(this.client())).doesNotContain("admin");
		this.console.as("ROLE_ADMIN");
		exec(new TestClient(), "admin").await("admin: needs FACTOR_TOTP").await("Code: ").type("\u0004").status();
	}

	private TestClient client() {
		return new TestClient();
	}

	private String help(TestClient reader) throws Exception {
		assertThat(exec(reader, "help").status()).isZero();
		return reader.screen();
	}

	@Test
	void commandThatOnlyLacksAFactorIsVisibleWhereItIsAskedFor() throws Exception {
		assertThat(help(this.client)).contains("vault", "transfer").doesNotContain("admin");
		assertThat(this.console.run("help").out()).doesNotContain("vault");
		assertThat(this.console.run("help vault").status()).isEqualTo(126);
		assertThat(this.console.run("vualt").err()).doesNotContain("did you mean");
		for (String line : List.of("help vault", "vault --help")) {
			TestClient reader = exec(new TestClient(), line);
			assertThat(reader.status()).as(line).isZero();
			assertThat(reader.screen()).contains("Usage: vault").doesNotContain("Code: ");
		}
		assertThat(exec(new TestClient(), "admin --help").status()).isEqualTo(126);
		for (String line : List.of("vault --no-such --help", "vault --help gold silver", "fresh --help --help")) {
			TestClient reader = exec(new TestClient(), line).await("needs FACTOR_TOTP").await("Code: ").type("\u0004");
			assertThat(reader.status()).as(line).isEqualTo(126);
			assertThat(reader.screen()).doesNotContain("Usage: ", "no-such", "silver");
		}
		assertThat(offers("va")).containsExactly("vault");
		assertThat(offers("adm")).isEmpty();
	}

	@Test
	void storeOfSecretsIsAskedOnceForAllCommandsEvenIfItIsDown() throws Exception {
		for (boolean down : new boolean[] { false, true }) {
			this.store.down = down;
			this.store.lookups.set(0);
			assertThat(help(this.client())).contains("settle");
			assertThat(this.store.lookups).as("down: " + down).hasValue(1);
			this.store.lookups.set(0);
			assertThat(offers("")).contains("settle");
			assertThat(this.store.lookups).as("down: " + down).hasValue(1);
		}
	}

	@Test
	void valuesAreNotOfferedBeforeTheFactorIsProven() {
		assertThat(offers("vault ")).isEmpty();
		this.console.as("ROLE_USER", "FACTOR_TOTP");
		assertThat(offers("vault ")).contains("gold");
	}

	private List<String> offers(String typed) {
		return new CommandCompletion(new TestShell(this.console).shells(), this.console.session())
			.offers(TypedLine.of(typed, typed.length()))
			.stream()
			.map(SshCompletion::value)
			.toList();
	}

	@Test
	void accountThatWasLockedMeanwhileIsNotAsked() throws Exception {
		this.store.locked = true;
		assertThat(exec("vault").status()).isEqualTo(126);
		assertThat(this.client.screen()).doesNotContain("Code: ");
	}

	@Test
	void accountThatIsLockedDuringTheQuestionIsRefused() throws Exception {
		exec("vault").await("Code: ");
		this.store.locked = true;
		this.client.type(CODE + "\r").await("Not accepted.").await("Code: ").type("\u0004");
		assertThat(this.client.status()).isEqualTo(126);
		assertThat(this.commands.intercepted).isEmpty();
	}

	@Test
	void passwordIsAskedForAndProvesItselfAlone() throws Exception {
		exec("transfer").await("transfer: needs FACTOR_PASSWORD").await("Password: ").type("secret\r");
		this.client.await("done as FACTOR_PASSWORD ROLE_USER");
		assertThat(this.client.status()).isZero();
		assertThat(this.client.screen()).doesNotContain("secret");
		assertThat(this.store.heard).containsExactly("duke succeeded by PASSWORD");
	}

	@Test
	void proofOfAnotherUserIsRefused() throws Exception {
		exec("transfer").await("Password: ").type("eve's\r").await("Not accepted.").await("Password: ").type("\u0004");
		assertThat(this.client.status()).isEqualTo(126);
		TestClient other = exec(new TestClient(), "vault").await("Code: ").type("eve's\r").await("Not accepted.");
		assertThat(other.await("Code: ").type("\u0004").status()).isEqualTo(126);
		assertThat(this.commands.intercepted).isEmpty();
	}

	@Test
	void breakGlassSessionIsRaisedByWhatItsUserProvesHimself() throws Exception {
		this.console.as("ROLE_USER", BreakGlassCredentials.FACTOR_AUTHORITY);
		exec("transfer").await("Password: ").type("guest\r").await("Not accepted.").await("Password: ");
		assertThat(this.client.type("\u0004").status()).isEqualTo(126);
		TestClient other = exec(new TestClient(), "transfer").await("Password: ").type("secret\r");
		other.await("done as FACTOR_PASSWORD " + BreakGlassCredentials.FACTOR_AUTHORITY + " ROLE_USER");
		assertThat(other.status()).isZero();
	}

	@Test
	void bothFactorsAreAskedForAndTheFirstIsKept() throws Exception {
		TestClient shell = new TestShell(this.console).start("xterm").await("app> ").type("both\r");
		shell.await("both: needs FACTOR_TOTP and FACTOR_PASSWORD").await("Code: ").type(CODE + "\r");
		shell.await("Password: ").type("\u0004").await("both: not permitted without FACTOR_PASSWORD").await("app> ");
		shell.type("both\r").await("both: needs FACTOR_PASSWORD\r\n").await("Password: ").type("secret\r");
		assertThat(shell.await("done").await("app> ").type("\u0004").status()).isZero();
	}

	@Test
	void ofTwoThatWillDoThePreferredOneIsAskedThatTheUserHas() throws Exception {
		exec("either").await("either: needs FACTOR_TOTP\r\n").await("Code: ").type("\u0004");
		assertThat(this.client.status()).isEqualTo(126);
		this.store.available = false;
		TestClient other = exec(new TestClient(), "either").await("either: needs FACTOR_PASSWORD\r\n");
		assertThat(other.await("Password: ").type("secret\r").await("done").status()).isZero();
		TestClient third = exec(new TestClient(), "vault");
		assertThat(third.status()).isEqualTo(126);
		assertThat(third.screen()).isEqualTo("vault: not permitted\r\n");
	}

	@Test
	void dialogueThatIsGoneIsNotReplacedByThePassword() throws Exception {
		this.store.present = 1;
		assertThat(exec("vault").status()).isEqualTo(126);
		assertThat(this.client.screen()).contains("vault: needs FACTOR_TOTP", "Not accepted.")
			.doesNotContain("Password: ");
	}

	@Test
	void storeOfSecretsThatIsDownRefusesAndTheShellGoesOn() throws Exception {
		this.store.down = true;
		TestClient shell = new TestShell(this.console).start("xterm").await("app> ").type("vault\r");
		shell.await("vault: not permitted\r\n").await("app> ").type("pay 500\r").await("pay: not permitted\r\n");
		shell.await("app> ").type("help\r").await("settle").await("app> ").type("\u0004").status();
		assertThat(shell.screen()).doesNotContain("Code: ");
	}

	@Test
	void watchAsksOnceBeforeItsFirstRound() throws Exception {
		exec("watch -n 100ms vault").await("vault: needs FACTOR_TOTP").await("Code: ").type(CODE + "\r");
		this.client.await("Every 100ms: vault").await("open");
		Awaitility.await().until(() -> this.commands.intercepted.size() > 1);
		assertThat(this.client.type("q").status()).isZero();
		assertThat(this.client.screen()).containsOnlyOnce("Code: ");
		TestClient other = exec(new TestClient(), "watch vault").await("Code: ").type("\u0004");
		assertThat(other.status()).isEqualTo(126);
		assertThat(other.screen()).doesNotContain("Every");
	}

	@Test
	void watchBehindAPipeAsksNothingBecauseOthersUseTheTerminal() throws Exception {
		exec("cat | watch -n 100ms vault").await("Every 100ms: vault")
			.await("vault: not permitted without FACTOR_TOTP");
		this.client.type("\u0003").status();
		assertThat(this.client.screen()).doesNotContain("Code: ");
		assertThat(this.commands.intercepted).doesNotContain("vault");
	}

	@Test
	void sessionThatNobodyKnowsTheOriginOfIsNotAsked() throws Exception {
		TestConsole unknown = console(this.store.stepUp());
		assertThat(this.client.exec(unknown, "vault", TestClient.pty("xterm"), Map.of()).status()).isEqualTo(126);
		assertThat(this.client.screen()).isEqualTo("vault: not permitted\r\n");
	}

	private TestClient exec(String line) {
		return exec(this.client, line);
	}

	private TestClient exec(TestClient on, String line) {
		return on.exec(this.console, line, TestClient.pty("xterm"), Map.of());
	}

	static class Commands implements SshCommandInterceptor, SshCommandRule {

		private static final AuthorizationManager<Object> RECENT = AllRequiredFactorsAuthorizationManager
			.<Object>builder()
			.requireFactor((factor) -> factor.authority("FACTOR_TOTP").validDuration(Duration.ofHours(1)))
			.build();

		private final List<String> intercepted = new CopyOnWriteArrayList<>();

		private final CountDownLatch settled = new CountDownLatch(1);

		private volatile Instant notBefore = Instant.EPOCH;

		private volatile boolean closed;

		private volatile @Nullable Instant issued;

		@Override
		public @Nullable Object intercept(SshCommandInvocation invocation) throws Exception {
			if (!invocation.command().name().equals("help") && !invocation.command().name().equals("watch")) {
				this.intercepted.add(invocation.command().name() + " " + names(invocation.context().authentication()));
			}
			return invocation.proceed();
		}

		@Override
		public boolean isPermitted(SshCommandDefinition command, Authentication user) {
			if (this.closed && List.of("pay", "vault").contains(command.name())) {
				return false;
			}
			if (command.name().equals("recent")) {
				return RECENT.authorize(() -> user, command).isGranted();
			}
			return !command.name().equals("fresh") || user.getAuthorities()
				.stream()
				.anyMatch((authority) -> authority instanceof FactorGrantedAuthority factor
						&& factor.getAuthority().equals("FACTOR_TOTP")
						&& !factor.getIssuedAt().isBefore(this.notBefore));
		}

		private static List<String> names(Authentication user) {
			return user.getAuthorities().stream().map(GrantedAuthority::getAuthority).sorted().toList();
		}

		private static String user() {
			Authentication user = SecurityContextHolder.getContext().getAuthentication();
			return String.join(" ", names(user));
		}

		@SshCommand(name = "vault")
		@PreAuthorize("hasAuthority('FACTOR_TOTP')")
		String vault(@SshArgument(required = false, completion = Treasures.class) @Nullable String name) {
			return "open " + user();
		}

		@SshCommand(name = "age")
		String age() {
			for (GrantedAuthority authority : SecurityContextHolder.getContext().getAuthentication().getAuthorities()) {
				if (authority instanceof FactorGrantedAuthority factor) {
					this.issued = factor.getIssuedAt();
				}
			}
			return "<" + this.issued + ">";
		}

		@SshCommand(name = "fresh")
		String fresh() {
			return "done";
		}

		@SshCommand(name = "recent")
		String recent() {
			return "done";
		}

		@SshCommand(name = "pay")
		@PreAuthorize("#amount < 100 or hasAuthority('FACTOR_TOTP')")
		String pay(@SshArgument int amount) {
			return "paid " + amount + " as " + user();
		}

		@SshCommand(name = "transfer")
		@PreAuthorize("hasAuthority('FACTOR_PASSWORD')")
		String transfer() {
			return "done as " + user();
		}

		@SshCommand(name = "both")
		@PreAuthorize("hasAuthority('FACTOR_PASSWORD') and hasAuthority('FACTOR_TOTP')")
		String both() {
			return "done";
		}

		@SshCommand(name = "either")
		@PreAuthorize("hasAnyAuthority('FACTOR_PASSWORD', 'FACTOR_TOTP')")
		String either() {
			return "done";
		}

		@SshCommand(name = "admin")
		@PreAuthorize("hasRole('ADMIN') and hasAuthority('FACTOR_TOTP')")
		String admin() {
			return "done";
		}

		@SshCommand(name = "never")
		@PreAuthorize("hasAuthority('FACTOR_X509')")
		String never() {
			return "done";
		}

		@SshCommand(name = "cat")
		String cat(SshCommandContext context) throws Exception {
			return new String(context.in().readAllBytes(), context.charset());
		}

		@SshCommand(name = "settle")
		void settle(SshCommandContext context) throws Exception {
			context.out().println("settling");
			this.settled.await();
		}

	}

	static class Treasures implements SshCompletionProvider {

		@Override
		public List<SshCompletion> complete(SshCompletionRequest request) {
			return List.of(new SshCompletion("gold", ""));
		}

	}

	/**
	 * The user duke, with a password and a code.
	 */
	private static final class Store
			implements SshInteractiveAuthenticator, SshLoginGuard, AuthenticationEventPublisher {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final List<String> events = new CopyOnWriteArrayList<>();

		private final SshUserLookup users = new SshUserLookup(() -> this::find, new SshAccountStatus(false));

		private volatile boolean locked;

		private volatile boolean available = true;

		private volatile boolean down;

		private volatile boolean admits = true;

		private final AtomicInteger lookups = new AtomicInteger();

		private volatile CountDownLatch checked = new CountDownLatch(0);

		private volatile int present = Integer.MAX_VALUE;

		FactorStepUp stepUp() {
			SshAuthenticationBridge bridge = new SshAuthenticationBridge(this::authenticate,
					List.of(SshAuthenticationMethod.PASSWORD, SshAuthenticationMethod.KEYBOARD_INTERACTIVE),
					List.of(this), null, this, List.of(this), null);
			return new FactorStepUp(bridge, List.of(this), true, this.users, 6);
		}

		private UserDetails find(String username) {
			return User.withUsername(username).password("").accountLocked(this.locked).build();
		}

		private Authentication authenticate(Authentication request) {
			return switch (String.valueOf(request.getCredentials())) {
				case "secret" -> user(request.getName(), "ROLE_OTHER");
				case "eve's" -> user("eve", "ROLE_OTHER");
				case "guest" -> user(request.getName(), "ROLE_OTHER", BreakGlassCredentials.FACTOR_AUTHORITY);
				default -> throw new BadCredentialsException("wrong");
			};
		}

		private static Authentication user(String name, String... authorities) {
			List<GrantedAuthority> all = new ArrayList<>();
			Arrays.stream(authorities)
				.map((authority) -> authority.startsWith("FACTOR_") ? FactorGrantedAuthority.fromAuthority(authority)
						: new SimpleGrantedAuthority(authority))
				.forEach(all::add);
			return UsernamePasswordAuthenticationToken.authenticated(name, null, all);
		}

		@Override
		public String name() {
			return "code";
		}

		@Override
		public String factor() {
			return "FACTOR_TOTP";
		}

		@Override
		public boolean isAvailable(String username) {
			this.lookups.incrementAndGet();
			if (this.down) {
				throw new IllegalStateException("database down");
			}
			return this.available && this.present-- > 0;
		}

		@Override
		public Step start(SshInteractiveRequest request) {
			return new Question(new InteractiveQuery("", "").secret("Code: "), (answers) -> {
				awaitCheck();
				return switch (answers.get(0)) {
					case CODE -> new Proven(this.users.load(request));
					case "eve's" -> new Proven(user("eve"));
					default -> new Refused(new BadCredentialsException("wrong"));
				};
			});
		}

		private void awaitCheck() {
			try {
				this.checked.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public boolean admits(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
			assertThat(details).isEqualTo(DETAILS);
			return this.admits;
		}

		@Override
		public void failed(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
			this.heard.add(username + " failed by " + method);
		}

		@Override
		public void succeeded(SshAuthenticationMethod method, String username, SshAuthenticationDetails details) {
			this.heard.add(username + " succeeded by " + method);
		}

		@Override
		public void publishAuthenticationSuccess(Authentication user) {
			this.events.add("success " + user.getName());
		}

		@Override
		public void publishAuthenticationFailure(AuthenticationException ex, Authentication request) {
			this.events.add("failure " + request.getName());
		}

	}

}
