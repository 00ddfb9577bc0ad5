package io.sshconsole.boot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sshconsole.boot.OpenSsh.Result;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.terminal.ScriptedTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authorities that the configuration demands for commands, as users with and without them
 * see it with the {@code ssh} command. Ada has the authority, Bob does not.
 */
@OpenSshTest(properties = { "ssh-console.shell.prompt=app> ", "ssh-console.users.ada.password=secret",
		"ssh-console.users.ada.roles=CACHE_ADMIN", "ssh-console.users.bob.password=secret",
		"ssh-console.users.bob.roles=USER", "ssh-console.commands.cache-clear.authority=ROLE_CACHE_ADMIN",
		"ssh-console.commands.vault.authority=ROLE_CACHE_ADMIN", "ssh-console.commands.guarded.authority=ROLE_USER" })
class CommandAuthorityOverSshTests {

	@Autowired
	private Application application;

	@Autowired
	private OpenSsh ssh;

	@BeforeEach
	void forget() {
		this.application.denials.clear();
	}

	@Test
	void commandRunsForWhoHasItsAuthority() throws Exception {
		assertThat(run("ada", "cache clear --region eu")).isEqualTo(new Outcome(0, "cleared eu\n", ""));
		assertThat(run("ada", "cc --region eu").out()).isEqualTo("cleared eu\n");
		assertThat(run("ada", "vault").out()).isEqualTo("gold\n");
	}

	@Test
	void commandIsRefusedBeforeItsOptionsAreReadAndTheDenialIsPublished() throws Exception {
		assertThat(run("bob", "cache clear --no-such-option"))
			.isEqualTo(new Outcome(126, "", "cache clear: not permitted\n"));
		assertThat(run("bob", "cc")).isEqualTo(new Outcome(126, "", "cache clear: not permitted\n"));
		assertThat(run("bob", "cache clear --help").status()).isEqualTo(126);
		assertThat(this.application.denials).hasSize(3)
			.allMatch((denial) -> denial.getAuthentication().get().getName().equals("bob"));
	}

	@Test
	void authorityIsAddedToTheAnnotationsAndReplacesNone() throws Exception {
		assertThat(run("bob", "guarded").status()).isEqualTo(126);
		assertThat(run("ada", "guarded").status()).isEqualTo(126);
	}

	@Test
	void lineWithAForbiddenCommandBehindAPipeRunsNothing() throws Exception {
		assertThat(run("bob", "cache show | cache clear"))
			.isEqualTo(new Outcome(126, "", "cache clear: not permitted\n"));
		assertThat(run("bob", "cache show || cache clear").out()).isEqualTo("shown\n");
	}

	@Test
	void commandIsNotListed() throws Exception {
		assertThat(run("ada", "help").out()).contains("cache clear", "cache show", "vault");
		assertThat(run("bob", "help").out()).contains("cache show").doesNotContain("cache clear", "vault");
		assertThat(run("bob", "help cache").out()).contains("cache show").doesNotContain("cache clear");
		assertThat(run("bob", "cache --help").out()).contains("cache show").doesNotContain("cache clear");
		assertThat(run("bob", "cache").err()).isEqualTo("cache: incomplete, goes on with show\n");
	}

	@Test
	void usageOfACommandIsNotShown() throws Exception {
		assertThat(run("ada", "help cache clear").out()).contains("--region");
		assertThat(run("bob", "help cache clear")).isEqualTo(new Outcome(126, "", "cache clear: not permitted\n"));
	}

	@Test
	void commandIsNotGuessed() throws Exception {
		assertThat(run("ada", "vautl").err()).isEqualTo("vautl: unknown command; did you mean 'vault'?\n");
		assertThat(run("bob", "vautl")).isEqualTo(new Outcome(127, "", "vautl: unknown command\n"));
	}

	@Test
	void commandIsNotCompleted() throws Exception {
		try (ScriptedTerminal terminal = shell("ada")) {
			terminal.type("vau").key("Tab").awaitCursorRow("app> vault");
		}
		try (ScriptedTerminal terminal = shell("bob")) {
			terminal.type("vau").key("Tab").type("x").awaitCursorRow("app> vaux");
			terminal.key("C-u").type("cache ").key("Tab").awaitCursorRow("app> cache show");
		}
	}

	private ScriptedTerminal shell(String user) {
		return ScriptedTerminal.open(this.ssh.password(user, "secret"), 80, 24).awaitCursorRow("app>");
	}

	private Outcome run(String user, String line) throws Exception {
		Result result = this.ssh.password(user, "secret").with("-q").run(line);
		return new Outcome(result.status(), result.out(), result.err());
	}

	/**
	 * What a user gets.
	 */
	record Outcome(int status, String out, String err) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<AuthorizationDeniedEvent<?>> denials = new CopyOnWriteArrayList<>();

		@EventListener
		void on(AuthorizationDeniedEvent<?> denial) {
			this.denials.add(denial);
		}

		@SshCommand(name = "cache clear", aliases = "cc")
		String clear(@SshOption String region) {
			return "cleared " + region;
		}

		@SshCommand(name = "cache show")
		String show() {
			return "shown";
		}

		@SshCommand(name = "vault")
		String vault() {
			return "gold";
		}

		@SshCommand(name = "guarded")
		@PreAuthorize("hasRole('ADMIN')")
		void guarded() {
		}

	}

}
