package io.sshconsole.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.security.SshLoginBlockedEvent;
import io.sshconsole.boot.security.ThrottledPeer.Kind;
import io.sshconsole.boot.security.TotpCodes;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Guessing with the {@code ssh} command. All of {@code 127.0.0.0/8} is this machine, so
 * each test comes from networks of its own.
 */
@OpenSshTest(properties = { "ssh-console.throttle.delay-after=2", "ssh-console.throttle.block-after=4",
		"ssh-console.throttle.exempt-loopback=false", "ssh-console.throttle.authority=ROLE_OPERATOR",
		"ssh-console.users.olga.password=op art", "ssh-console.users.olga.roles=OPERATOR",
		"ssh-console.users.ada.password=correct horse", "ssh-console.users.bob.password=battery staple",
		"ssh-console.users.cyd.password=paper clip" })
@ExtendWith(OutputCaptureExtension.class)
class ThrottleOverSshTests {

	private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

	@TempDir
	private static Path directory;

	private static Path key;

	@Autowired
	private AuditEventRepository trail;

	@Autowired
	private Application application;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.users.ada.authorized-keys", () -> OpenSsh.publicKey(key));
		registry.add("ssh-console.users.gus.authorized-keys", () -> OpenSsh.publicKey(key));
		registry.add("ssh-console.users.gus.totp-secret", () -> SECRET);
	}

	@BeforeAll
	static void generateKey() {
		key = OpenSsh.generateKey(directory, "ada");
	}

	@BeforeEach
	void forget() {
		this.application.blocked.clear();
	}

	@Test
	void passwordIsNotLookedAtAfterTooManyWrongOnesAndTheKeyStillOpens(CapturedOutput output) throws Exception {
		for (int i = 0; i < 4; i++) {
			password("ada", "wrong", "127.1.0.1").assertRefused();
		}
		assertThat(this.application.blocked).extracting((event) -> event.getPeer().kind())
			.containsExactly(Kind.NETWORK, Kind.USER);
		assertThat(output).contains("Log-ins of network '127.1.0.1' are delayed, because 2 have failed")
			.contains("Log-ins of network '127.1.0.1' are not looked at for 60 seconds, because 4 have failed")
			.doesNotContain(": not looked at");
		password("ada", "correct horse", "127.1.0.1").assertRefused();
		assertThat(output).contains("Refused password of 'ada' from 127.1.0.1: not looked at");
		assertThat(this.ssh.key("ada", key).with("-b", "127.1.0.1").run("help").status()).isZero();
		assertThat(password("cyd", "paper clip", "127.1.0.2").status()).isZero();
	}

	@Test
	void nameUnderAttackOpensWhereItsOwnerHasBeenBefore() throws Exception {
		assertThat(password("bob", "battery staple", "127.2.0.1").status()).isZero();
		for (int i = 0; i < 4; i++) {
			password("bob", "wrong", "127.2.1." + (i + 1)).assertRefused();
		}
		password("bob", "battery staple", "127.2.0.2").assertRefused();
		assertThat(password("bob", "battery staple", "127.2.0.1").status()).isZero();
	}

	@Test
	void ownerWhoMistypedGetsInAndHasACleanSlate() throws Exception {
		for (int i = 0; i < 3; i++) {
			password("cyd", "wrong", "127.3.0.1").assertRefused();
			password("cyd", "wrong", "127.3.0.1").assertRefused();
			assertThat(password("cyd", "paper clip", "127.3.0.1").status()).isZero();
		}
		assertThat(this.application.blocked).isEmpty();
	}

	@Test
	void stolenKeyDoesNotBuyMoreGuessesAtTheSecondFactorFromElsewhere() throws Exception {
		String code = TotpCodes.now(SECRET);
		for (String from : new String[] { "127.6.0.1", "127.6.0.2" }) {
			try (ScriptedTerminal terminal = vault(from)) {
				for (int i = 0; i < 2; i++) {
					terminal.awaitRow(1 + 2 * i, "Verification code:").line("not a code");
				}
				terminal.awaitRow(4, "Not accepted.");
			}
		}
		try (ScriptedTerminal terminal = vault("127.6.0.3")) {
			terminal.awaitLast("Not accepted.", "vault: not permitted without FACTOR_TOTP");
		}
		assertThat(this.application.blocked).extracting((event) -> event.getPeer().name()).containsExactly("gus");
		assertThat(operator("throttle lift gus").status()).isZero();
		try (ScriptedTerminal terminal = vault("127.6.0.3")) {
			terminal.awaitCursorRow("Verification code:").line(code);
			assertThat(terminal.awaitEnd()).isZero();
		}
	}

	private ScriptedTerminal vault(String from) {
		return ScriptedTerminal.open(this.ssh.key("gus", key).with("-b", from), 80, 24, "vault");
	}

	@Test
	void operatorEndsABlockAndOthersDoNotEvenSeeTheCommand() throws Exception {
		for (int i = 0; i < 4; i++) {
			password("eve", "wrong", "127.4.0.1").assertRefused();
		}
		password("cyd", "paper clip", "127.4.0.1").assertRefused();
		assertThat(operator("throttle list").out()).contains("network\t127.4.0.1\t4\t", "user\teve\t4\t");
		assertThat(operator("throttle lift 127.4.0.1").status()).isZero();
		assertThat(operator("throttle list").out()).doesNotContain("127.4.0.1").contains("user\teve\t4\t");
		assertThat(password("cyd", "paper clip", "127.4.0.1").status()).isZero();
		Result unknown = operator("throttle lift 127.4.0.1");
		assertThat(unknown.status()).isOne();
		assertThat(unknown.err()).contains("No log-in of '127.4.0.1' has failed");
		OpenSsh.Login cyd = this.ssh.password("cyd", "paper clip").with("-b", "127.4.0.2");
		assertThat(cyd.run("throttle lift eve").status()).isEqualTo(126);
		assertThat(cyd.run("help").out()).doesNotContain("throttle");
	}

	@Test
	void blockIsInTheAuditTrail() throws Exception {
		for (int i = 0; i < 4; i++) {
			password("fay", "wrong", "127.5.0.1").assertRefused();
		}
		assertThat(this.trail.find(null, null, "SSH_LOGIN_BLOCKED"))
			.filteredOn((event) -> "fay".equals(event.getData().get("peer")))
			.singleElement()
			.satisfies((event) -> assertThat(event.getData()).containsEntry("kind", "USER")
				.containsEntry("failures", 4)
				.containsEntry("blockMillis", 60000L));
		assertThat(this.trail.find(null, null, "SSH_LOGIN_DELAYED")).extracting((event) -> event.getData().get("peer"))
			.contains("fay", "127.5.0.1");
	}

	private Result operator(String line) throws Exception {
		return this.ssh.password("olga", "op art").with("-b", "127.9.0.1").run(line);
	}

	private Result password(String user, String password, String from) throws Exception {
		return this.ssh.password(user, password).with("-b", from).run("help");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<SshLoginBlockedEvent> blocked = new CopyOnWriteArrayList<>();

		@Bean
		AuditEventRepository trail() {
			return new InMemoryAuditEventRepository();
		}

		@SshCommand(name = "vault")
		@PreAuthorize("hasAuthority('FACTOR_TOTP')")
		String vault() {
			return "open";
		}

		@EventListener
		void blocked(SshLoginBlockedEvent event) {
			this.blocked.add(event);
		}

	}

}
