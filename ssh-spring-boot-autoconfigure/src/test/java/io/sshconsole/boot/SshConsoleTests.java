package io.sshconsole.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.test.LocalSshPort;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console as a whole, used with the {@code ssh} command.
 */
@OpenSshTest(properties = { "ssh-console.banner=Authorised use only.",
		"ssh-console.authentication.required-authority=ROLE_OPERATOR", "ssh-console.users.admin.password=correct horse",
		"ssh-console.users.admin.roles=OPERATOR,ADMIN", "ssh-console.users.guest.password=battery staple",
		"ssh-console.users.guest.roles=GUEST", "ssh-console.users.operator.roles=OPERATOR" })
class SshConsoleTests {

	@TempDir
	private static Path directory;

	private static Path adminKey;

	private static Path operatorKey;

	private static Path strangeKey;

	@LocalSshPort
	private int port;

	@Autowired
	private Commands commands;

	@Autowired
	private Events events;

	@Autowired
	private OpenSsh ssh;

	@DynamicPropertySource
	static void keys(DynamicPropertyRegistry registry) {
		registry.add("ssh-console.authentication.authorized-keys", () -> directory.resolve("keys") + "/{user}");
		registry.add("ssh-console.users.operator.authorized-keys", () -> OpenSsh.publicKey(operatorKey));
	}

	@BeforeAll
	static void generateKeys() throws IOException {
		adminKey = OpenSsh.generateKey(directory, "admin");
		operatorKey = OpenSsh.generateKey(directory, "operator");
		strangeKey = OpenSsh.generateKey(directory, "strange");
		Files.createDirectory(directory.resolve("keys"));
		Files.writeString(directory.resolve("keys/admin"), OpenSsh.publicKey(adminKey) + "\n");
	}

	@BeforeEach
	void forget() {
		this.events.list.clear();
	}

	@Test
	void passwordOpensTheAccount() throws Exception {
		Result result = this.ssh.password("admin", "correct horse").run("whoami");
		assertThat(result.err()).contains("Authorised use only.\r\n");
		assertThat(result.out()).matches("admin \\[FACTOR_PASSWORD, ROLE_ADMIN, ROLE_OPERATOR] admin ssh-\\d+\n");
		assertThat(result.status()).isZero();
		assertThat(this.events.list).hasSize(1)
			.first()
			.isInstanceOfSatisfying(AuthenticationSuccessEvent.class, (event) -> {
				assertThat(event.getAuthentication().getDetails())
					.isInstanceOfSatisfying(SshAuthenticationDetails.class, (details) -> {
						assertThat(details.remoteAddress()).isEqualTo("127.0.0.1");
						assertThat(details.clientVersion()).contains("OpenSSH");
					});
				assertThat(event.getAuthentication().getCredentials()).isNull();
			});
	}

	@Test
	void keyOfAFileOpensTheAccount() throws Exception {
		Result result = this.ssh.key("admin", adminKey).run("whoami");
		assertThat(result.out()).matches("admin \\[FACTOR_SSH_PUBLICKEY, ROLE_ADMIN, ROLE_OPERATOR] admin ssh-\\d+\n");
		assertThat(result.status()).isZero();
	}

	@Test
	void keyOfThePropertiesOpensTheAccount() throws Exception {
		assertThat(this.ssh.key("operator", operatorKey).run("whoami").out()).startsWith("operator ");
	}

	@Test
	void queryForAKeyIsNoAttemptToLogIn() throws Exception {
		assertThat(this.ssh.key("admin", strangeKey, operatorKey, adminKey).run("whoami").status()).isZero();
		assertThat(this.events.list).hasSize(1).first().isInstanceOf(AuthenticationSuccessEvent.class);
	}

	@Test
	void keyOpensNobodyElsesAccount() throws Exception {
		this.ssh.key("operator", adminKey).run("whoami").assertRefused();
		this.ssh.key("guest", adminKey).run("whoami").assertRefused();
		this.ssh.key("../keys/admin", adminKey).run("whoami").assertRefused();
		this.ssh.key("admin", strangeKey).run("whoami").assertRefused();
		assertThat(this.events.list).isEmpty();
	}

	@Test
	void refusalsCannotBeToldApart() throws Exception {
		Result wrongPassword = this.ssh.password("admin", "wrong").run("whoami");
		Result unknownUser = this.ssh.password("nobody", "wrong").run("whoami");
		Result emptyPassword = this.ssh.password("admin", "").run("whoami");
		Result withoutAuthority = this.ssh.password("guest", "battery staple").run("whoami");
		Result withoutPassword = this.ssh.password("operator", "").run("whoami");
		wrongPassword.assertRefused();
		String expected = words(wrongPassword, "admin");
		assertThat(words(unknownUser, "nobody")).isEqualTo(expected);
		assertThat(words(emptyPassword, "admin")).isEqualTo(expected);
		assertThat(words(withoutAuthority, "guest")).isEqualTo(expected);
		assertThat(words(withoutPassword, "operator")).isEqualTo(expected);
		assertThat(this.events.list).filteredOn(AbstractAuthenticationFailureEvent.class::isInstance).hasSize(5);
	}

	private static String words(Result result, String user) {
		return result.err().replace(user, "USER").replaceAll("Warning: Permanently added.*\\R", "");
	}

	@Test
	void statusAndErrorsAreThoseOfTheCommand() throws Exception {
		Result result = this.ssh.key("admin", adminKey).with("-q").run("fail", "7");
		assertThat(result.status()).isEqualTo(7);
		assertThat(result.err()).isEqualTo("failed on purpose\n");
		assertThat(result.out()).isEmpty();
		assertThat(this.ssh.key("admin", adminKey).run("no-such-command").status()).isEqualTo(127);
		assertThat(this.ssh.key("operator", operatorKey).run("admin-only").status()).isEqualTo(126);
		assertThat(this.ssh.key("admin", adminKey).run("admin-only").out()).isEqualTo("you are\n");
	}

	@Test
	void inputGoesThroughACommandToItsOutput() throws Exception {
		String text = "línea\n".repeat(50_000);
		Result result = this.ssh.key("admin", adminKey).input(text).run("cat");
		assertThat(result.out()).isEqualTo(text);
		assertThat(result.status()).isZero();
	}

	@Test
	void oneLineHoldsSeveralCommandsAndFilters() throws Exception {
		Result result = this.ssh.key("admin", adminKey).run("admin-only && fail 3 || whoami | cut -d ' ' -f 1; fail 4");
		assertThat(result.out()).isEqualTo("you are\nadmin\n");
		assertThat(result.status()).isEqualTo(4);
	}

	@Test
	void aFilterThatHasEnoughEndsTheWholePipeline() throws Exception {
		String text = "línea\n".repeat(500_000);
		Result result = this.ssh.key("admin", adminKey).with("-q").input(text).run("cat | grep -n líne | head -n 2");
		assertThat(result.out()).isEqualTo("1:línea\n2:línea\n");
		assertThat(result.err()).isEmpty();
		assertThat(result.status()).isZero();
	}

	@Test
	void onlyHarmlessVariablesReachACommand() throws Exception {
		Result result = this.ssh.key("admin", adminKey)
			.with("-o", "SendEnv=LANG LC_ALL NO_COLOR JAVA_TOOL_OPTIONS PATH LC_a")
			.environment(Map.of("LANG", "de_CH.UTF-8", "LC_ALL", "C.UTF-8", "NO_COLOR", "1", "JAVA_TOOL_OPTIONS", "-x",
					"LC_a", "x"))
			.run("environment");
		assertThat(result.out()).contains("LANG=de_CH.UTF-8", "LC_ALL=C.UTF-8", "NO_COLOR=1")
			.doesNotContain("JAVA_TOOL_OPTIONS")
			.doesNotContain("PATH")
			.doesNotContain("LC_a");
	}

	@Test
	void shellWithoutTerminalRunsLines() throws Exception {
		Result result = this.ssh.key("admin", adminKey).with("-T").input("whoami\nfail 5\nwhoami\n").run();
		assertThat(result.out()).startsWith("admin ").hasLineCount(1);
		assertThat(result.status()).isEqualTo(5);
	}

	@Test
	void shellWithTerminalPromptsAndRunsLines() throws Exception {
		Result result = this.ssh.key("admin", adminKey).with("-tt").input("whoami\rexit\r").run();
		assertThat(result.out()).contains("> ").contains("FACTOR_SSH_PUBLICKEY");
		assertThat(result.status()).isZero();
	}

	@Test
	void commandIsInterruptedWhenItsUserIsGone() throws Exception {
		Process client = this.ssh.key("admin", adminKey).start("wait");
		assertThat(this.commands.waiting.await(30, TimeUnit.SECONDS)).isTrue();
		client.destroyForcibly();
		assertThat(this.commands.interrupted.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void forwardingAndSubsystemsAreRefused() throws Exception {
		Result tunnel = this.ssh.key("admin", adminKey).with("-W", "127.0.0.1:" + this.port).run();
		assertThat(tunnel.err()).contains("administratively prohibited");
		assertThat(tunnel.status()).isEqualTo(255);
		Result listening = this.ssh.key("admin", adminKey)
			.with("-R", "0:127.0.0.1:1", "-o", "ExitOnForwardFailure=yes", "-N")
			.run();
		assertThat(listening.status()).isEqualTo(255);
		Result subsystem = this.ssh.key("admin", adminKey).with("-s").run("sftp");
		assertThat(subsystem.err()).contains("subsystem request failed");
		assertThat(subsystem.status()).isEqualTo(255);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Commands commands() {
			return new Commands();
		}

		@Bean
		Events events() {
			return new Events();
		}

	}

	static class Events {

		private final List<AbstractAuthenticationEvent> list = new CopyOnWriteArrayList<>();

		@EventListener
		void on(AbstractAuthenticationEvent event) {
			// That of a log-out comes when the client is gone already
			if (!(event instanceof LogoutSuccessEvent)) {
				this.list.add(event);
			}
		}

	}

	static class Commands {

		private final CountDownLatch waiting = new CountDownLatch(1);

		private final CountDownLatch interrupted = new CountDownLatch(1);

		@SshCommand(name = "whoami")
		String whoami() {
			Authentication user = SecurityContextHolder.getContext().getAuthentication();
			List<String> authorities = user.getAuthorities()
				.stream()
				.map((authority) -> authority.getAuthority())
				.sorted()
				.toList();
			return user.getName() + " " + authorities + " " + MDC.get("user") + " " + MDC.get("session");
		}

		@SshCommand(name = "fail")
		void fail(@SshArgument int status) {
			throw new SshCommandException("failed on purpose", status);
		}

		@SshCommand(name = "admin-only")
		@PreAuthorize("hasRole('ADMIN')")
		String adminOnly() {
			return "you are";
		}

		@SshCommand(name = "cat")
		InputStream cat(SshCommandContext context) {
			return context.in();
		}

		@SshCommand(name = "environment")
		void environment(SshCommandContext context) throws IOException {
			context.rawOut().write(context.environment().toString().getBytes(StandardCharsets.UTF_8));
		}

		@SshCommand(name = "wait")
		void await(SshCommandContext context) throws InterruptedException {
			this.waiting.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				if (context.isCancelled()) {
					this.interrupted.countDown();
				}
				throw ex;
			}
		}

	}

}
