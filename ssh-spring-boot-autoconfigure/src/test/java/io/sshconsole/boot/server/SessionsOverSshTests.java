package io.sshconsole.boot.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.sshconsole.boot.OpenSsh;
import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.OpenSshTest;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.prepost.PreAuthorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The commands {@code sessions}, and the events of sessions, with real clients.
 */
@OpenSshTest(properties = { "ssh-console.sessions.authority=ROLE_OPERATOR", "ssh-console.users.ada.password=secret",
		"ssh-console.users.ada.roles=OPERATOR", "ssh-console.users.bob.password=secret",
		"ssh-console.users.eve.password=secret", "ssh-console.shell.prompt=app> " })
class SessionsOverSshTests {

	@Autowired
	private OpenSessions sessions;

	@Autowired
	private Events events;

	@Autowired
	private AuditEventRepository audit;

	@Autowired
	private OpenSsh ssh;

	@BeforeEach
	void awaitQuiet() {
		await().until(() -> this.sessions.list().isEmpty());
		this.events.list.clear();
	}

	@Test
	void whoTellsAnOperatorOfEverybodyAndAUserOfHimself() throws Exception {
		Process bob = this.ssh.password("bob", "secret").start("wait");
		try {
			String session = sessionOf("bob");
			assertThat(run("ada", "sessions who | cut -f 1,2,3,5 | grep bob").out())
				.isEqualTo(session + "\tbob\t127.0.0.1\tpassword\n");
			assertThat(run("ada", "sessions who -o json").out()).contains("\"user\":\"ada\"", "\"user\":\"bob\"",
					"SSH-2.0-OpenSSH");
			assertThat(run("eve", "sessions who | cut -f 2").out()).isEqualTo("eve\n");
		}
		finally {
			bob.destroy();
		}
	}

	@Test
	void killEndsTheOtherWithAReason() throws Exception {
		Process bob = this.ssh.password("bob", "secret").start("wait");
		String session = sessionOf("bob");
		assertThat(run("ada", "sessions kill " + session).status()).isZero();
		assertThat(new String(bob.getErrorStream().readAllBytes())).contains("ended by ada");
		assertThat(bob.waitFor()).isEqualTo(255);
		await().until(() -> this.sessions.list().isEmpty());
		await().untilAsserted(() -> assertThat(this.events.of(SshSessionEndedEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.auditPrincipal()).isEqualTo("ada")));
		assertThat(this.audit.find("ada", null, "SSH_SESSION_ENDED")).singleElement()
			.satisfies(
					(row) -> assertThat(row.getData()).containsEntry("session", session).containsEntry("user", "bob"));
	}

	@Test
	void usersCannotTellSessionsOfOthersFromNone() throws Exception {
		Process bob = this.ssh.password("bob", "secret").start("wait");
		try {
			String session = sessionOf("bob");
			Result others = run("eve", "sessions kill " + session);
			Result none = run("eve", "sessions kill ssh-0");
			assertThat(others.status()).isEqualTo(none.status()).isEqualTo(1);
			assertThat(others.err()).endsWith("There is no session " + session + "\n");
			assertThat(none.err()).endsWith("There is no session ssh-0\n");
			assertThat(run("eve", "sessions message " + session + " hello").err())
				.endsWith("There is no session " + session + "\n");
			assertThat(run("eve", "sessions message all hello").status()).isEqualTo(126);
			assertThat(bob.isAlive()).isTrue();
		}
		finally {
			bob.destroy();
		}
	}

	@Test
	void userEndsHisOwn() throws Exception {
		Process first = this.ssh.password("bob", "secret").start("wait");
		String session = sessionOf("bob");
		assertThat(run("bob", "sessions kill " + session).status()).isZero();
		assertThat(first.waitFor()).isEqualTo(255);
	}

	@Test
	void messageIsShownAbovePrompts() throws Exception {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ssh.password("bob", "secret"), 80, 24)) {
			terminal.awaitCursorRow("app>");
			String session = sessionOf("bob");
			assertThat(run("ada", "sessions message " + session + " lunch at noon").out())
				.isEqualTo("Shells told: 1\n");
			terminal.await("ada: lunch at noon");
			assertThat(run("ada", "sessions message all back to work").out()).isEqualTo("Shells told: 1\n");
			terminal.await("ada: back to work");
		}
	}

	@Test
	void messageToWhoHasNoShellFails() throws Exception {
		Process bob = this.ssh.password("bob", "secret").start("wait");
		try {
			String session = sessionOf("bob");
			Result result = run("ada", "sessions message " + session + " hello");
			assertThat(result.err()).endsWith(session + " has no shell on a terminal\n");
			assertThat(result.status()).isEqualTo(1);
		}
		finally {
			bob.destroy();
		}
	}

	@Test
	void identifiersAreCompleted() throws Exception {
		try (ScriptedTerminal terminal = ScriptedTerminal.open(this.ssh.password("bob", "secret"), 80, 24)) {
			terminal.awaitCursorRow("app>").type("sessions kill s").key("Tab");
			terminal.awaitCursorRow("app> sessions kill " + sessionOf("bob"));
		}
	}

	@Test
	void eventsTellOfSessionsAndTheirCommands() throws Exception {
		run("bob", "login --password hunter2; secret; no such; login | wc -l");
		await().untilAsserted(() -> assertThat(this.events.of(SshSessionClosedEvent.class)).hasSize(1));
		assertThat(this.events.of(SshSessionOpenedEvent.class)).singleElement().satisfies((event) -> {
			assertThat(event.getSession().username()).isEqualTo("bob");
			assertThat(event.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
		});
		assertThat(this.events.of(SshCommandExecutedEvent.class))
			.extracting((event) -> event.getCommand() + " " + event.getStatus())
			.containsExactly("login 0", "secret 126", "null 127", "login 0");
		assertThat(this.events.of(SshCommandExecutedEvent.class)).allSatisfy((event) -> {
			assertThat(event.getSession().username()).isEqualTo("bob");
			assertThat(event.getLine()).startsWith("login --password *").doesNotContain("hunter2");
			assertThat(event.getDuration()).isPositive();
		});
		assertThat(this.events.of(SshSessionClosedEvent.class)).singleElement().satisfies((event) -> {
			assertThat(event.getSession()).isSameAs(this.events.of(SshSessionOpenedEvent.class).get(0).getSession());
			assertThat(event.getDuration()).isPositive();
		});
	}

	@Test
	void whoDoesNotGetInHasNoSession() throws Exception {
		assertThat(this.ssh.password("bob", "wrong").run("login").status()).isEqualTo(255);
		run("eve", "login");
		await().untilAsserted(() -> assertThat(this.events.of(SshSessionClosedEvent.class)).hasSize(1));
		assertThat(this.events.of(SshSessionOpenedEvent.class)).singleElement()
			.satisfies((event) -> assertThat(event.getSession().username()).isEqualTo("eve"));
	}

	private Result run(String user, String line) throws Exception {
		return this.ssh.password(user, "secret").run(line);
	}

	private String sessionOf(String user) {
		return await()
			.until(() -> this.sessions.list()
				.stream()
				.filter((session) -> session.user().equals(user) && session.channels() > 0)
				.findFirst(), (found) -> found.isPresent())
			.orElseThrow()
			.session();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Events events() {
			return new Events();
		}

		@Bean
		AuditEventRepository audit() {
			return new InMemoryAuditEventRepository();
		}

		@SshCommand(name = "wait")
		void await() throws InterruptedException {
			new CountDownLatch(1).await();
		}

		@SshCommand(name = "login")
		void login(@SshOption(names = "--password", secret = true, required = false) String password) {
		}

		@SshCommand(name = "secret")
		@PreAuthorize("hasRole('ADMIN')")
		void secret() {
		}

	}

	static class Events {

		private final List<ApplicationEvent> list = new CopyOnWriteArrayList<>();

		@EventListener
		void on(ApplicationEvent event) {
			this.list.add(event);
		}

		private <T> List<T> of(Class<T> type) {
			return this.list.stream().filter(type::isInstance).map(type::cast).toList();
		}

	}

}
