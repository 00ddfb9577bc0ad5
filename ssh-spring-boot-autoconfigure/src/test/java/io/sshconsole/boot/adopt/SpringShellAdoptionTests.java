package io.sshconsole.boot.adopt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import io.sshconsole.boot.autoconfigure.SshCommandAutoConfiguration;
import io.sshconsole.boot.autoconfigure.SshExecutionAutoConfiguration;
import io.sshconsole.boot.autoconfigure.SshSpringShellAutoConfiguration;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.execution.SshLineRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.availability.Availability;
import org.springframework.shell.core.command.availability.AvailabilityProvider;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.springframework.shell.core.command.completion.CompletionProvider;
import org.springframework.shell.core.command.exit.ExitStatusExceptionMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Methods with Spring Shell's annotations, used as commands of the console.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpringShellAdoptionTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SshSpringShellAutoConfiguration.class,
				SshCommandAutoConfiguration.class, SshExecutionAutoConfiguration.class));

	@Test
	void aMethodIsOfferedWithItsOptionsAndArguments() {
		run("orders find -l 3 --exact tea", (run) -> assertThat(run.out).isEqualTo("tea 3 true all\n"));
		run("orders find --limit=3 tea north", (run) -> assertThat(run.out).isEqualTo("tea 3 false north\n"));
		run("orders find tea", (run) -> assertThat(run.out).isEqualTo("tea 10 false all\n"));
		run("seek tea", (run) -> assertThat(run.out).isEqualTo("tea 10 false all\n"));
	}

	@Test
	void aMethodWithoutANameIsCalledAsItIsWritten() {
		run("count-all a b c", (run) -> assertThat(run.out).isEqualTo("3\n"));
	}

	@Test
	void aWrongLineIsStatusTwo() {
		run("orders find --limit=many tea", (run) -> {
			assertThat(run.status).isEqualTo(2);
			assertThat(run.err).contains("'many'");
		});
		run("pay", (run) -> {
			assertThat(run.status).isEqualTo(2);
			assertThat(run.err).contains("--amount");
		});
	}

	@Test
	void itsContextReadsAndWritesWhatIsTheUsers() {
		run("ask", "ada\n", (run) -> {
			assertThat(run.out).isEqualTo("Hello ada\n");
			assertThat(run.err).contains("Name: ");
		});
	}

	@Test
	void theMapperThatIsNamedSaysHowAnExceptionEnds() {
		run("pay --amount 5", (run) -> {
			assertThat(run.status).isEqualTo(9);
			assertThat(run.err).isEqualTo("No money\n");
		});
	}

	@Test
	void aCommandThatIsNotAvailableDoesNotRun() {
		run("close", (run) -> {
			assertThat(run.status).isEqualTo(1);
			assertThat(run.err).isEqualTo("close is not available: the shop is open\n");
			assertThat(run.out).isEmpty();
		});
	}

	@Test
	void annotationsProtectACommand() {
		run("drop", (run) -> assertThat(run.status).isEqualTo(126));
	}

	@Test
	void hiddenCommandsStayHiddenAndProvidersCompleteValues() {
		this.contexts.withUserConfiguration(Shop.class).run((context) -> {
			SshCommandRegistry registry = context.getBean(SshCommandRegistry.class);
			assertThat(registry.find(List.of("close")).orElseThrow().isHidden()).isTrue();
			SshCommandDefinition find = registry.find(List.of("orders", "find")).orElseThrow();
			assertThat(find.description()).isEqualTo("Finds orders.");
			assertThat(find.parameters().get(0).candidates()).containsExactly("tea", "coffee");
		});
	}

	@Test
	void aProviderThatIsNotThereIsAMistake(CapturedOutput output) {
		this.contexts.withUserConfiguration(Mistyped.class).run((context) -> {
			assertThat(context.getBean(SshCommandRegistry.class).find(List.of("mistyped"))).isEmpty();
			assertThat(output).contains("WARN").contains("there is no bean 'nobody'");
		});
		this.contexts.withUserConfiguration(Mistyped.class)
			.withPropertyValues("ssh-console.execution.adopt=true")
			.run((context) -> assertThatThrownBy(() -> context.getBean(SshCommandRegistry.class)).rootCause()
				.hasMessageContaining("there is no bean 'nobody'"));
	}

	@Test
	void argumentsInAnotherOrderThanThatOfTheParametersAreAMistake(CapturedOutput output) {
		this.contexts.withUserConfiguration(Turned.class).run((context) -> {
			assertThat(context.getBean(SshCommandRegistry.class).find(List.of("turned"))).isEmpty();
			assertThat(output).contains("count from 0 in the order of the parameters");
		});
	}

	@Test
	void withoutTheLibraryThereIsNothingToOffer() {
		this.contexts.withClassLoader(new FilteredClassLoader("org.springframework.shell"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("sshSpringShellCommandSource"));
	}

	private void run(String line, Consumer<Run> test) {
		run(line, "", test);
	}

	private void run(String line, String input, Consumer<Run> test) {
		this.contexts.withUserConfiguration(Shop.class)
			.run((context) -> test.accept(Run.of(context.getBean(SshLineRunner.class), line, input)));
	}

	private record Run(int status, String out, String err) {

		static Run of(SshLineRunner lines, String line, String input) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			ByteArrayOutputStream err = new ByteArrayOutputStream();
			SshSession session = new SshSession("c1", "duke", TestConsole.user("ROLE_USER"));
			int status = lines
				.start(line,
						SshCommandContext.builder(session)
							.in(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
							.out(out)
							.err(err))
				.await()
				.status();
			return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shop {

		@Bean
		Commands commands() {
			return new Commands();
		}

		@Bean
		AvailabilityProvider closing() {
			return () -> Availability.unavailable("the shop is open");
		}

		@Bean
		ExitStatusExceptionMapper payments() {
			return (ex) -> new ExitStatus(9, String.valueOf(ex.getMessage()));
		}

		@Bean
		CompletionProvider goods() {
			return (context) -> List.of(new CompletionProposal("tea"), new CompletionProposal("coffee"));
		}

	}

	static class Commands {

		@Command(name = { "orders", "find" }, alias = "seek", description = "Finds orders.",
				completionProvider = "goods")
		String find(@Argument(index = 0) String what,
				@Option(shortName = 'l', longName = "limit", defaultValue = "10") Integer limit, @Option boolean exact,
				@Argument(index = 1, defaultValue = "all") String where) {
			return what + " " + limit + " " + exact + " " + where;
		}

		@Command
		int countAll(@Arguments List<String> words) {
			return words.size();
		}

		@Command(name = "ask")
		void ask(CommandContext context) throws Exception {
			String name = context.inputReader().readInput("Name: ");
			context.outputWriter().println("Hello " + name);
		}

		@Command(name = "pay", exitStatusExceptionMapper = "payments")
		void pay(@Option(longName = "amount", required = true) Integer amount) {
			throw new IllegalStateException("No money");
		}

		@Command(name = "close", hidden = true, availabilityProvider = "closing")
		String close() {
			return "closed";
		}

		@Command(name = "drop")
		@PreAuthorize("hasRole('ADMIN')")
		String drop() {
			return "dropped";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Mistyped {

		@Bean
		MistypedCommands mistyped() {
			return new MistypedCommands();
		}

	}

	static class MistypedCommands {

		@Command(name = "mistyped", availabilityProvider = "nobody")
		void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Turned {

		@Bean
		TurnedCommands turned() {
			return new TurnedCommands();
		}

	}

	static class TurnedCommands {

		@Command(name = "turned")
		void run(@Argument(index = 1) String second, @Argument(index = 0) String first) {
		}

	}

}
