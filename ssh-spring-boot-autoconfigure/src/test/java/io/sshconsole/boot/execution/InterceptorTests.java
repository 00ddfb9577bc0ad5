package io.sshconsole.boot.execution;

import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandInterceptor;
import io.sshconsole.boot.command.SshCommandInvocation;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.command.TestConsole.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.access.prepost.PreAuthorize;

import static org.assertj.core.api.Assertions.assertThat;

class InterceptorTests {

	private final List<String> seen = new ArrayList<>();

	private final Commands commands = new Commands();

	@Test
	void theFirstOneListedRunsFirst() {
		assertThat(run("say hello", new Named("outer"), new Named("inner")).status()).isZero();
		assertThat(this.seen).containsExactly("outer say", "inner say", "command", "inner hello", "outer hello");
	}

	@Test
	void itMayChangeTheResult() {
		assertThat(run("say hello", intercepting((invocation) -> invocation.proceed() + "!")))
			.isEqualTo(new Run(0, "hello!\n", ""));
	}

	@Test
	void itMayKeepTheCommandFromRunning() {
		assertThat(run("say hello", intercepting((invocation) -> "closed")).out()).isEqualTo("closed\n");
		assertThat(this.seen).isEmpty();
	}

	@Test
	void whatItThrowsEndsTheCommand() {
		assertThat(run("say hello", intercepting((invocation) -> {
			throw new IllegalStateException("no");
		}))).isEqualTo(new Run(1, "", "say: IllegalStateException: no\n"));
	}

	@Test
	void itSeesWhatTheCommandThrows() {
		assertThat(run("crash", intercepting((invocation) -> {
			try {
				return invocation.proceed();
			}
			catch (UnsupportedOperationException ex) {
				return "caught";
			}
		})).out()).isEqualTo("caught\n");
	}

	@Test
	void itMayProceedOnce() {
		assertThat(run("say hello", intercepting((invocation) -> {
			invocation.proceed();
			return invocation.proceed();
		})).err()).contains("may proceed once");
		assertThat(this.seen).containsExactly("command");
	}

	@Test
	void aCommandThatIsDeniedOrWrongReachesNone() {
		assertThat(run("admin", new Named("outer")).status()).isEqualTo(126);
		assertThat(run("say", new Named("outer")).status()).isEqualTo(2);
		assertThat(run("say --help", new Named("outer")).status()).isZero();
		assertThat(this.seen).isEmpty();
	}

	@Test
	void itSeesTheWords() {
		run("say 'a b'", intercepting(this::words));
		assertThat(this.seen).containsExactly("[a b]", "command");
	}

	@Test
	void itNeverSeesASecret() {
		run("login ada --password=correct", intercepting(this::words));
		assertThat(String.join("", this.seen)).doesNotContain("correct").contains("******");
		this.seen.clear();
		TestConsole console = new TestConsole(this.commands, intercepting(this::words));
		console.lines()
			.start("login ada --password 'correct horse'", SshCommandContext.builder(console.session()))
			.await();
		assertThat(String.join("", this.seen)).doesNotContain("correct").contains("******");
	}

	@Test
	void itNeverSeesASecretOfALineInAWord() {
		TestConsole console = new TestConsole(this.commands, intercepting(this::words));
		console.run("each 'login ada --password=correct'");
		console.run("each login ada --password=correct 'or incorrect'");
		console.run("each 'say *'");
		assertThat(this.seen).containsExactly("[login ada --password=******]",
				"[login, ada, --password=******, ******]", "[say *]");
	}

	@Test
	void aQuestionIsAskedBeforeAnyOfThem() {
		assertThat(run("wipe", new Named("outer")))
			.isEqualTo(new Run(2, "", "wipe: Really? Without a terminal this needs --yes\n"));
		assertThat(this.seen).isEmpty();
	}

	@Test
	void yesAnswersTheQuestion() {
		assertThat(run("wipe --yes").status()).isZero();
		assertThat(run("wipe -y", new Named("outer")).status()).isZero();
		assertThat(this.seen).containsExactly("outer wipe", "outer null");
	}

	private @Nullable Object words(SshCommandInvocation invocation) throws Exception {
		this.seen.add(invocation.words().toString());
		return invocation.proceed();
	}

	private static SshCommandInterceptor intercepting(SshCommandInterceptor interceptor) {
		return interceptor;
	}

	private Run run(String line, SshCommandInterceptor... interceptors) {
		List<Object> beans = new ArrayList<>(List.of(interceptors));
		beans.add(this.commands);
		return new TestConsole(beans.toArray()).run(line);
	}

	class Named implements SshCommandInterceptor {

		private final String name;

		Named(String name) {
			this.name = name;
		}

		@Override
		public @Nullable Object intercept(SshCommandInvocation invocation) throws Exception {
			InterceptorTests.this.seen.add(this.name + " " + invocation.command().name());
			Object result = invocation.proceed();
			InterceptorTests.this.seen.add(this.name + " " + result);
			return result;
		}

	}

	class Commands {

		@SshCommand(name = "say")
		String say(@SshArgument String text) {
			InterceptorTests.this.seen.add("command");
			return text;
		}

		@SshCommand(name = "crash")
		void crash() {
			throw new UnsupportedOperationException();
		}

		@SshCommand(name = "admin")
		@PreAuthorize("hasRole('ADMIN')")
		void admin() {
		}

		@SshCommand(name = "login")
		void login(@SshArgument String user, @SshOption(secret = true) String password) {
		}

		@SshCommand(name = "each")
		void each(@SshArgument(line = true) List<String> line, @SshOption @Nullable String password) {
		}

		@SshCommand(name = "wipe", confirm = "Really?")
		void wipe() {
		}

	}

}
