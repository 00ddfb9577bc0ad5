package io.sshconsole.boot.execution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.command.TestConsole.Run;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class SshCommandExecutorTests {

	private final Commands commands = new Commands();

	private final TestConsole console = new TestConsole(this.commands, new AdminCommands());

	@Test
	void aCommandThatReturnsEndsWithZero() {
		assertThat(this.console.run("cache clear users")).isEqualTo(new Run(0, "cleared users\n", ""));
	}

	@Test
	void aBlankLineDoesNothing() {
		assertThat(this.console.run("  ")).isEqualTo(new Run(0, "", ""));
		assertThat(this.console.run("# a comment with 'a quote")).isEqualTo(new Run(0, "", ""));
	}

	@Test
	void theLongestNameWins() {
		assertThat(this.console.run("cache")).isEqualTo(new Run(0, "a cache\n", ""));
		assertThat(this.console.run("'cache clear' users").status()).isEqualTo(127);
	}

	@Test
	void anUnknownCommandIs127() {
		assertThat(this.console.run("cahce"))
			.isEqualTo(new Run(127, "", "cahce: unknown command; did you mean 'cache'?\n"));
		assertThat(this.console.run("\u001b[2Jreboot now"))
			.isEqualTo(new Run(127, "", "?[2Jreboot now: unknown command\n"));
	}

	@Test
	void aGroupAloneSaysHowItGoesOn() {
		assertThat(this.console.run("group")).isEqualTo(new Run(2, "", "group: incomplete, goes on with one, two\n"));
		assertThat(this.console.run("group --help"))
			.isEqualTo(new Run(0, "group one    The first.\ngroup two x\n", ""));
	}

	@Test
	void aFailureReportsItsMessageAndStatus(CapturedOutput log) {
		assertThat(this.console.run("fail 42")).isEqualTo(new Run(42, "", "It failed.\n"));
		assertThat(log).doesNotContain("It failed");
	}

	@Test
	void anUnexpectedExceptionIsOneLineForTheUserAndAStackTraceForTheLog(CapturedOutput log) {
		Run run = this.console.run("crash");
		assertThat(run).isEqualTo(new Run(1, "", "crash: IllegalStateException: No  luck\n"));
		assertThat(log).contains("The command 'crash' failed").contains("at " + Commands.class.getName() + ".crash");
	}

	@Test
	void anErrorEndsTheCommandAndNotTheSession() {
		assertThat(this.console.run("overflow").status()).isEqualTo(1);
	}

	@Test
	void annotationsAreEnforcedWithoutMethodSecurity() {
		for (String line : List.of("pre", "secured", "roles", "nobody", "admin")) {
			assertThat(this.console.as("ROLE_USER").run(line)).as(line)
				.isEqualTo(new Run(126, "", line + ": not permitted\n"));
		}
		for (String line : List.of("pre", "secured", "roles", "admin")) {
			assertThat(this.console.as("ROLE_ADMIN").run(line)).as(line).isEqualTo(new Run(0, "done\n", ""));
		}
		assertThat(this.console.run("nobody").status()).isEqualTo(126);
	}

	@Test
	void argumentsDecideWhereTheRuleSaysSo() {
		assertThat(this.console.run("own duke")).isEqualTo(new Run(0, "duke's\n", ""));
		assertThat(this.console.run("own root").status()).isEqualTo(126);
		assertThat(this.console.run("help").out()).contains("own");
	}

	@Test
	void whoMayNotRunACommandLearnsNothingOfItsOptions() {
		assertThat(this.console.run("pre --bogus").status()).isEqualTo(126);
		assertThat(this.console.run("pre --help").status()).isEqualTo(126);
		assertThat(this.console.run("help pre")).isEqualTo(new Run(126, "", "pre: not permitted\n"));
		assertThat(this.console.run("pra").err()).doesNotContain("pre");
	}

	@Test
	void accessDeniedInsideOfACommandIsNotPermittedToo(CapturedOutput log) {
		assertThat(this.console.run("denied")).isEqualTo(new Run(126, "", "denied: not permitted\n"));
		assertThat(log).doesNotContain("AccessDenied");
	}

	@Test
	void helpListsWhatTheUserMayRun() {
		assertThat(this.console.run("help").out()).contains("cache clear         Clears a cache.\n", "help  ")
			.doesNotContain("pre", "admin", "nobody");
		assertThat(this.console.as("ROLE_ADMIN").run("help").out()).contains("pre", "admin");
	}

	@Test
	void helpOfACommandIsItsUsage() {
		assertThat(this.console.run("help cache clear").out()).isEqualTo(this.console.run("cache clear --help").out())
			.startsWith("Usage: cache clear");
		assertThat(this.console.run("help group").out()).isEqualTo(this.console.run("group --help").out());
		assertThat(this.console.run("help cach"))
			.isEqualTo(new Run(127, "", "cach: unknown command; did you mean 'cache'?\n"));
	}

	@Test
	void aCommandFindsItsUserAroundItself() {
		Run run = this.console.run("around", (context) -> context.environment(Map.of("LANG", "fr_FR.UTF-8")));
		assertThat(run.out()).isEqualTo("duke duke c1 fr_FR\n");
	}

	@Test
	void theThreadIsCleanAfterAFailure() {
		Program failing = new Program("failing", false, Optional.empty(), (context, observed) -> {
			throw new IllegalStateException(this.commands.around());
		});
		SshCommandContext context = SshCommandContext.builder(this.console.session()).build();
		assertThatIllegalStateException().isThrownBy(() -> this.console.executor().run(failing, context))
			.withMessageStartingWith("duke duke c1");
		assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
		assertThat(MDC.getCopyOfContextMap()).satisfiesAnyOf((map) -> assertThat(map).isNull(),
				(map) -> assertThat(map).isEmpty());
		assertThat(LocaleContextHolder.getLocaleContext()).isNull();
	}

	@Test
	void cancellingInterruptsTheCommand() throws Exception {
		LineRun run = start("wait");
		Thread canceller = new Thread(() -> {
			try {
				this.commands.started.await();
				run.cancel();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		canceller.start();
		assertThat(run.await().status()).isEqualTo(130);
		canceller.join();
		assertThat(Thread.interrupted()).isFalse();
		assertThat(this.commands.sawCancelled).isTrue();
	}

	@Test
	void aCommandCancelledBeforeItStartsDoesNotRun() {
		LineRun run = start("wait");
		run.cancel();
		assertThat(run.await().status()).isEqualTo(130);
		assertThat(Thread.interrupted()).isFalse();
		assertThat(this.commands.started.getCount()).isOne();
	}

	private LineRun start(String line) {
		return this.console.lines().start(line, SshCommandContext.builder(this.console.session()));
	}

	@Test
	void outputThatNobodyReadsEndsTheCommandQuietly(CapturedOutput log) {
		OutputStream gone = new OutputStream() {
			@Override
			public void write(int b) throws IOException {
				throw new IOException("gone");
			}
		};
		for (String line : List.of("cache clear users", "bytes", "endless", "crash after output")) {
			assertThat(this.console.run(line, (contexts) -> contexts.out(gone)).status()).as(line).isEqualTo(141);
		}
		assertThat(log).doesNotContain("Exception");
	}

	@Test
	void textIsEncodedForTheSession() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.console.run("cache clear Käse",
				(contexts) -> contexts.out(out).environment(Map.of("LC_ALL", "de_DE.ISO-8859-1")));
		assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo("cleared Käse\n");
	}

	static class Commands {

		private final CountDownLatch started = new CountDownLatch(1);

		private volatile boolean sawCancelled;

		@SshCommand(name = "cache")
		String cache() {
			return "a cache";
		}

		@SshCommand(name = "cache clear", description = "Clears a cache.")
		String clear(@SshArgument String name) {
			return "cleared " + name;
		}

		@SshCommand(name = "group one", description = "The first.")
		void one() {
		}

		@SshCommand(name = "group two x")
		void two() {
		}

		@SshCommand(name = "fail")
		void fail(@SshArgument int status) {
			throw new SshCommandException("It failed.", status);
		}

		@SshCommand(name = "crash")
		void crash() {
			throw new IllegalStateException("No\n\tluck");
		}

		@SshCommand(name = "crash after output")
		void crashAfterOutput(SshCommandContext context) {
			context.out().println("something");
			throw new IllegalStateException();
		}

		@SshCommand(name = "overflow")
		void overflow() {
			overflow();
		}

		@SshCommand(name = "pre")
		@PreAuthorize("hasRole('ADMIN')")
		String pre() {
			return "done";
		}

		@SshCommand(name = "secured")
		@Secured("ROLE_ADMIN")
		String secured() {
			return "done";
		}

		@SshCommand(name = "roles")
		@RolesAllowed("ADMIN")
		String roles() {
			return "done";
		}

		@SshCommand(name = "nobody")
		@DenyAll
		String nobody() {
			return "done";
		}

		@SshCommand(name = "own")
		@PreAuthorize("#name == authentication.name")
		String own(@SshArgument String name) {
			return name + "'s";
		}

		@SshCommand(name = "denied")
		void denied() {
			throw new AccessDeniedException("no");
		}

		@SshCommand(name = "around")
		String around() {
			Locale locale = LocaleContextHolder.getLocale();
			return SecurityContextHolder.getContext().getAuthentication().getName() + " " + MDC.get("user") + " "
					+ MDC.get("session") + " " + locale;
		}

		@SshCommand(name = "wait")
		void await(SshCommandContext context) throws InterruptedException {
			this.started.countDown();
			try {
				new CountDownLatch(1).await();
			}
			finally {
				this.sawCancelled = context.isCancelled();
			}
		}

		@SshCommand(name = "bytes")
		byte[] bytes() {
			return new byte[100_000];
		}

		@SshCommand(name = "endless")
		Stream<Integer> endless() {
			return Stream.iterate(1, (i) -> i + 1);
		}

	}

	@PreAuthorize("hasRole('ADMIN')")
	static class AdminCommands {

		@SshCommand(name = "admin")
		String admin() {
			return "done";
		}

	}

}
