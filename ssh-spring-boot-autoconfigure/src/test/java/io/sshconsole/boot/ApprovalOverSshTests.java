package io.sshconsole.boot;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.approval.SshApprovalEvent;
import io.sshconsole.boot.approval.SshApprovalEvent.Type;
import io.sshconsole.boot.command.SshApproval;
import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.security.TotpCodes;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.prepost.PreAuthorize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Commands that a second person has to approve, with two {@code ssh} commands. Ada and
 * Cyd are operators, Bob and Sue are operators and supervisors, Joe is a supervisor
 * alone.
 */
@OpenSshTest(properties = { "ssh-console.shell.prompt=app> ", "ssh-console.users.ada.password=secret",
		"ssh-console.users.ada.roles=OPERATOR", "ssh-console.users.bob.password=secret",
		"ssh-console.users.bob.roles=OPERATOR,SUPERVISOR", "ssh-console.users.cyd.password=secret",
		"ssh-console.users.cyd.roles=OPERATOR", "ssh-console.users.sue.password=secret",
		"ssh-console.users.sue.roles=OPERATOR,SUPERVISOR", "ssh-console.users.joe.password=secret",
		"ssh-console.users.joe.roles=SUPERVISOR", "ssh-console.commands.wipe.approval=ROLE_SUPERVISOR",
		"ssh-console.users.sue.totp-secret=" + ApprovalOverSshTests.SECRET, "ssh-console.users.rob.password=secret",
		"ssh-console.users.rob.roles=ROBOT" })
@Timeout(180)
class ApprovalOverSshTests {

	static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

	private static final Pattern WAITS = Pattern.compile("(.*): waits for somebody else to type: approve (\\d+)");

	@Autowired
	private Application application;

	@Autowired
	private AuditEventRepository audit;

	@Autowired
	private OpenSsh ssh;

	@BeforeEach
	void forget() {
		this.application.events.clear();
		this.application.runs.set(0);
	}

	@AfterEach
	void nothingIsLeft() throws Exception {
		assertThat(run("bob", "approvals").out()).isEmpty();
	}

	@Test
	void commandRunsWhenASecondUserApprovesIt() throws Exception {
		try (Waiting ada = waiting("ada", "orders purge --older-than '30 d'")) {
			assertThat(this.application.runs).hasValue(0);
			assertThat(run("bob", "approvals").out())
				.isEqualTo(ada.request + " ada: orders purge --older-than '30 d'\n");
			assertThat(run("bob", "approve " + ada.request).out())
				.isEqualTo("orders purge --older-than '30 d': ada may go on\n");
			assertThat(ada.err.readLine()).isEqualTo("orders purge: approved by bob");
			assertThat(ada.out()).isEqualTo("purged 30 d\n");
			assertThat(ada.status()).isZero();
		}
		assertThat(this.application.runs).hasValue(1);
		assertThat(event(Type.REQUESTED).auditPrincipal()).isEqualTo("ada");
		assertThat(event(Type.GRANTED)).satisfies((granted) -> {
			assertThat(granted.auditPrincipal()).isEqualTo("bob");
			assertThat(granted.auditData()).containsEntry("requester", "ada")
				.containsEntry("decidedBy", "bob")
				.containsEntry("command", "orders purge --older-than '30 d'");
		});
	}

	@Test
	void secondPersonIsAskedForTheFactorThatTheCallDemands() throws Exception {
		try (Waiting rob = waiting("rob", "seal")) {
			assertThat(run("sue", "approvals").out()).isEqualTo(rob.request + " rob: seal\n");
			assertThat(run("bob", "approvals").out()).isEmpty();
			Result refused = run("sue", "approve " + rob.request);
			assertThat(refused.err()).isEqualTo("The request " + rob.request + " needs FACTOR_TOTP\n");
			assertThat(refused.status()).isEqualTo(126);
			try (ScriptedTerminal sue = ScriptedTerminal.open(this.ssh.password("sue", "secret"), 80, 24,
					"approve " + rob.request)) {
				sue.await("request " + rob.request + ": needs FACTOR_TOTP").awaitCursorRow("Verification code:");
				sue.line(TotpCodes.now(SECRET)).await("seal: rob may go on");
			}
			assertThat(rob.status()).isZero();
		}
	}

	@Test
	void bothNamesAreInTheAuditTrail() throws Exception {
		Instant start = Instant.now();
		try (Waiting ada = waiting("ada", "wipe")) {
			run("bob", "approve " + ada.request);
			assertThat(ada.status()).isZero();
			assertThat(this.audit.find("ada", start, "SSH_APPROVAL_REQUESTED")).hasSize(1);
			assertThat(this.audit.find("bob", start, "SSH_APPROVAL_GRANTED")).hasSize(1)
				.first()
				.satisfies((granted) -> assertThat(granted.getData()).containsEntry("requester", "ada")
					.containsEntry("command", "wipe")
					.containsEntry("request", ada.request));
		}
	}

	@Test
	void commandDoesNotRunWhenASecondUserRefusesIt() throws Exception {
		try (Waiting ada = waiting("ada", "wipe")) {
			assertThat(run("bob", "refuse " + ada.request + " --reason 'not today'").out())
				.isEqualTo("wipe: ada may not\n");
			assertThat(ada.err.readLine()).isEqualTo("wipe: refused by bob: not today");
			assertThat(ada.status()).isEqualTo(126);
		}
		assertThat(this.application.runs).hasValue(0);
	}

	@Test
	void requesterCannotApproveInASecondSession() throws Exception {
		try (Waiting bob = waiting("bob", "wipe")) {
			Result own = run("bob", "approve " + bob.request);
			assertThat(own.err())
				.isEqualTo("The request " + bob.request + " is your own: somebody else has to decide on it\n");
			assertThat(own.status()).isEqualTo(126);
			assertThat(this.application.runs).hasValue(0);
			assertThat(run("sue", "approve " + bob.request).status()).isZero();
			assertThat(bob.status()).isZero();
		}
	}

	@Test
	void whoMayNotRunTheCommandCannotApproveIt() throws Exception {
		try (Waiting ada = waiting("ada", "orders purge --older-than 1")) {
			assertThat(run("joe", "approvals").out()).isEmpty();
			Result refused = run("joe", "approve " + ada.request);
			assertThat(refused.err()).isEqualTo("There is no request " + ada.request + "\n");
			assertThat(refused.status()).isEqualTo(1);
			run("sue", "refuse " + ada.request);
			assertThat(ada.status()).isEqualTo(126);
		}
	}

	@Test
	void whoMayApproveNothingDoesNotSeeTheCommandsForIt() throws Exception {
		assertThat(run("bob", "help").out()).contains("approvals", "approve", "refuse");
		assertThat(run("cyd", "help").out()).contains("orders purge", "wipe")
			.doesNotContain("approvals", "approve", "refuse");
		assertThat(run("cyd", "approve 1").status()).isEqualTo(126);
	}

	@Test
	void oneUserDoesNotTakeAllPlaces() throws Exception {
		List<Waiting> own = new ArrayList<>();
		try {
			for (int i = 0; i < 4; i++) {
				own.add(waiting("ada", "wipe"));
			}
			Result fifth = run("ada", "wipe");
			assertThat(fifth.err()).isEqualTo("wipe: 4 of your commands wait for an approval already\n");
			assertThat(fifth.status()).isEqualTo(1);
			try (Waiting cyd = waiting("cyd", "wipe")) {
				run("bob", "approve " + cyd.request);
				assertThat(cyd.status()).isZero();
			}
			for (Waiting waiting : own) {
				run("bob", "refuse " + waiting.request);
				assertThat(waiting.status()).isEqualTo(126);
			}
		}
		finally {
			own.forEach(Waiting::close);
		}
		assertThat(this.application.runs).hasValue(1);
	}

	@Test
	void clientThatLeavesWithdrawsItsRequest() throws Exception {
		try (Waiting ada = waiting("ada", "wipe")) {
			event(Type.REQUESTED);
			ada.process.destroyForcibly();
			event(Type.WITHDRAWN);
			assertThat(run("bob", "approve " + ada.request).err())
				.isEqualTo("There is no request " + ada.request + "\n");
		}
		assertThat(this.application.runs).hasValue(0);
	}

	@Test
	void secretsAreNotShownToTheSecondPerson() throws Exception {
		try (Waiting ada = waiting("ada", "deposit 5 --pin 4711")) {
			assertThat(run("bob", "approvals").out()).contains("deposit 5 --pin ******").doesNotContain("4711");
			assertThat(run("bob", "approve " + ada.request).out()).doesNotContain("4711");
			assertThat(ada.out()).isEqualTo("5 by 4711\n");
		}
	}

	@Test
	void onlyThoseWhoMayApproveAreToldInTheirShells() throws Exception {
		try (ScriptedTerminal bob = shell("bob"); ScriptedTerminal cyd = shell("cyd")) {
			try (Waiting ada = waiting("ada", "wipe")) {
				bob.awaitLast("ada waits for: approve " + ada.request + ", to run: wipe", "app>");
				bob.line("approve " + ada.request).await("wipe: ada may go on");
				assertThat(ada.status()).isZero();
			}
			cyd.line("whoami").awaitCursorRow("app>");
			assertThat(cyd.history()).doesNotContain("waits for");
		}
	}

	@Test
	void endOfALongCallIsNotCutOffForTheSecondPerson() throws Exception {
		try (ScriptedTerminal bob = ScriptedTerminal.open(this.ssh.password("bob", "secret"), 40, 10)
			.awaitCursorRow("app>");
				Waiting ada = waiting("ada", "orders purge --older-than " + "harmless".repeat(9) + "-END")) {
			bob.await("-END").line("clear").awaitScreen("app>");
			bob.line("approvals").await("-END");
			run("sue", "refuse " + ada.request);
		}
	}

	@Test
	void commandThatWaitsInAShellIsLeftWithCtrlC() throws Exception {
		try (ScriptedTerminal ada = shell("ada")) {
			ada.line("wipe").await("wipe: waits for somebody else to type: approve");
			ada.key("C-c").awaitCursorRow("app>");
		}
		event(Type.REQUESTED);
		event(Type.WITHDRAWN);
		assertThat(this.application.runs).hasValue(0);
	}

	private SshApprovalEvent event(Type type) throws InterruptedException {
		SshApprovalEvent event = this.application.events.poll(30, TimeUnit.SECONDS);
		assertThat(event).isNotNull();
		assertThat(event.type()).isEqualTo(type);
		return event;
	}

	private ScriptedTerminal shell(String user) {
		return ScriptedTerminal.open(this.ssh.password(user, "secret"), 80, 24).awaitCursorRow("app>");
	}

	private Result run(String user, String line) throws Exception {
		return this.ssh.password(user, "secret").with("-q").run(line);
	}

	private Waiting waiting(String user, String line) throws Exception {
		Process process = this.ssh.password(user, "secret").with("-q").start(line);
		process.getOutputStream().close();
		BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
		Matcher waits = WAITS.matcher(String.valueOf(err.readLine()));
		assertThat(waits.matches()).isTrue();
		return new Waiting(process, err, Long.parseLong(waits.group(2)));
	}

	/**
	 * A client whose command waits.
	 */
	private record Waiting(Process process, BufferedReader err, long request) implements AutoCloseable {

		String out() throws Exception {
			return new String(this.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}

		int status() throws InterruptedException {
			assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			return this.process.exitValue();
		}

		@Override
		public void close() {
			this.process.destroyForcibly();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final BlockingQueue<SshApprovalEvent> events = new LinkedBlockingQueue<>();

		private final AtomicInteger runs = new AtomicInteger();

		@Bean
		InMemoryAuditEventRepository audit() {
			return new InMemoryAuditEventRepository();
		}

		@EventListener
		void on(SshApprovalEvent event) {
			this.events.add(event);
		}

		@SshCommand(name = "orders purge")
		@SshApproval("ROLE_SUPERVISOR")
		@PreAuthorize("hasRole('OPERATOR')")
		String purge(@SshOption String olderThan) {
			this.runs.incrementAndGet();
			return "purged " + olderThan;
		}

		@SshCommand(name = "wipe")
		void wipe() {
			this.runs.incrementAndGet();
		}

		@SshCommand(name = "seal")
		@SshApproval("ROLE_SUPERVISOR")
		@PreAuthorize("hasRole('ROBOT') or hasAuthority('FACTOR_TOTP')")
		void seal() {
			this.runs.incrementAndGet();
		}

		@SshCommand(name = "deposit")
		@SshApproval("ROLE_SUPERVISOR")
		String deposit(@SshArgument int amount, @SshOption(secret = true) String pin) {
			return amount + " by " + pin;
		}

	}

}
