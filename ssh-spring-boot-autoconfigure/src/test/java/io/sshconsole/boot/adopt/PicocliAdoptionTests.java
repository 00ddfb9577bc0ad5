package io.sshconsole.boot.adopt;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import io.sshconsole.boot.autoconfigure.SshCommandAutoConfiguration;
import io.sshconsole.boot.autoconfigure.SshExecutionAutoConfiguration;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshParameter;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.execution.SshLineRunner;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.security.access.prepost.PreAuthorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Beans with picocli's annotations, used as commands of the console.
 */
@ExtendWith(OutputCaptureExtension.class)
class PicocliAdoptionTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(SshCommandAutoConfiguration.class, SshExecutionAutoConfiguration.class));

	@Test
	void aCommandIsOfferedWithItsOptionsAndItsOutput() {
		run(Shop.class, "greet --times=2 ada", (run) -> {
			assertThat(run.out).isEqualTo("Hello ada\nHello ada\n");
			assertThat(run.status).isZero();
		});
	}

	@Test
	void eachLineHasObjectsOfItsOwn() {
		this.contexts.withUserConfiguration(Shop.class).run((context) -> {
			assertThat(Run.of(context.getBean(SshLineRunner.class), "greet --times=2 ada").out).contains("ada");
			assertThat(Run.of(context.getBean(SshLineRunner.class), "greet bob").out).isEqualTo("Hello bob\n");
		});
	}

	@Test
	void theLeavesOfATreeAreCommandsNamedByTheWayToThem() {
		this.contexts.withUserConfiguration(Shop.class).run((context) -> {
			SshCommandRegistry registry = context.getBean(SshCommandRegistry.class);
			assertThat(registry.commands()).extracting(SshCommandDefinition::name)
				.contains("stock", "stock add", "stock count")
				.doesNotContain("add", "stock help");
			assertThat(Run.of(context.getBean(SshLineRunner.class), "stock add -n 3 tea").out)
				.isEqualTo("main: 3 tea\n");
			assertThat(Run.of(context.getBean(SshLineRunner.class), "stock count tea").out).isEqualTo("3\n");
		});
	}

	@Test
	void aNumberThatIsReturnedIsTheStatus() {
		run(Shop.class, "check", (run) -> {
			assertThat(run.status).isEqualTo(7);
			assertThat(run.out + run.err).isEmpty();
		});
		run(Shop.class, "stock", (run) -> assertThat(run.status).isEqualTo(3));
	}

	@Test
	void aWrongLineIsStatusTwoAndSaysWhatWasMeant() {
		run(Shop.class, "greet --time=2 ada", (run) -> {
			assertThat(run.status).isEqualTo(2);
			assertThat(run.err).isEqualTo("greet: Unknown option: '--time=2'; did you mean '--times'?\n");
		});
		run(Shop.class, "greet --times=many ada", (run) -> assertThat(run.err).contains("'many'"));
		run(Shop.class, "refuse", (run) -> {
			assertThat(run.status).isEqualTo(2);
			assertThat(run.err).isEqualTo("refuse: Not on a Sunday\n");
		});
	}

	@Test
	void helpIsThatOfPicocli() {
		run(Shop.class, "greet --help", (run) -> {
			assertThat(run.status).isZero();
			assertThat(run.out).startsWith("Usage: greet").contains("--times=<times>", "How often, 1 by default.");
		});
	}

	@Test
	void theVersionIsThatOfPicocli() {
		run(Shop.class, "check --version", (run) -> {
			assertThat(run.status).isZero();
			assertThat(run.out).isEqualTo("check 1.2\n");
		});
	}

	@Test
	void parametersAreKnownToCompletion() {
		this.contexts.withUserConfiguration(Shop.class).run((context) -> {
			SshCommandDefinition greet = context.getBean(SshCommandRegistry.class).find(List.of("greet")).orElseThrow();
			assertThat(greet.description()).isEqualTo("Greets somebody.");
			assertThat(greet.parameters()).filteredOn((parameter) -> parameter.names().contains("--unit"))
				.singleElement()
				.satisfies((parameter) -> assertThat(parameter.candidates()).containsExactly("SECONDS", "DAYS"));
			assertThat(greet.parameters()).filteredOn((parameter) -> parameter.names().isEmpty())
				.extracting(SshParameter::label)
				.containsExactly("name");
		});
	}

	@Test
	void filesOfTheServerAreNotRead() {
		run(Shop.class, "greet @/etc/hostname", (run) -> assertThat(run.out).isEqualTo("Hello @/etc/hostname\n"));
	}

	@Test
	void annotationsProtectACommand() {
		run(Shop.class, "close", (run) -> {
			assertThat(run.status).isEqualTo(126);
			assertThat(run.out).isEmpty();
		});
	}

	@Test
	void adviceOfAProxyIsRun() {
		run(Advised.class, "advised -x 5", (run) -> assertThat(run.out).isEqualTo("before 5\n"));
	}

	@Test
	void aPermittedCommandIsNoWayToAnother() {
		run(Shop.class, "stock --main add tea", (run) -> {
			assertThat(run.status).isEqualTo(2);
			assertThat(run.err).contains("'add' is a command of its own");
		});
	}

	@Test
	void aSingletonThatPicocliWritesToIsLeftOutWithAWarning(CapturedOutput output) {
		this.contexts.withUserConfiguration(Shared.class).run((context) -> {
			assertThat(context.getBean(SshCommandRegistry.class).commands()).extracting(SshCommandDefinition::name)
				.doesNotContain("shared");
			assertThat(output).contains("WARN")
				.contains("SharedCommand (bean 'shared') cannot be offered: picocli writes")
				.contains("declare it with @Scope(\"prototype\"). Set ssh-console.execution.adopt=false if it is");
		});
	}

	@Test
	void whereAdoptionIsDemandedItIsAFailure() {
		this.contexts.withUserConfiguration(Shared.class)
			.withPropertyValues("ssh-console.execution.adopt=true")
			.run((context) -> assertThatThrownBy(() -> context.getBean(SshCommandRegistry.class)).rootCause()
				.hasMessageContaining("one object for all users"));
	}

	@Test
	void nothingIsAdoptedWhereItIsSwitchedOff() {
		this.contexts.withUserConfiguration(Shop.class)
			.withPropertyValues("ssh-console.execution.adopt=false")
			.run((context) -> assertThat(context.getBean(SshCommandRegistry.class).commands())
				.extracting(SshCommandDefinition::name)
				.doesNotContain("greet", "stock"));
	}

	@Test
	void anOptionThatWouldReadTheConsoleOfTheServerIsRefused(CapturedOutput output) {
		this.contexts.withUserConfiguration(Asking.class).run((context) -> {
			assertThat(context.getBean(SshCommandRegistry.class).commands()).extracting(SshCommandDefinition::name)
				.doesNotContain("asking");
			assertThat(output).contains("AskingCommand (bean 'asking') cannot be offered: 'asking' reads -p from the")
				.contains("remove 'interactive', or make it an @SshCommand that asks with");
		});
	}

	@Test
	void anAnnotationThatOnlySeemsToProtectIsRefused(CapturedOutput output) {
		this.contexts.withUserConfiguration(HalfProtected.class).run((context) -> {
			assertThat(context.getBean(SshCommandRegistry.class).commands()).extracting(SshCommandDefinition::name)
				.doesNotContain("guarded", "guarded open");
			assertThat(output).contains("does not protect 'guarded open'");
		});
	}

	private void run(Class<?> configuration, String line, Consumer<Run> test) {
		this.contexts.withUserConfiguration(configuration)
			.run((context) -> test.accept(Run.of(context.getBean(SshLineRunner.class), line)));
	}

	private record Run(int status, String out, String err) {

		static Run of(SshLineRunner lines, String line) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			ByteArrayOutputStream err = new ByteArrayOutputStream();
			SshSession session = new SshSession("c1", "duke", TestConsole.user("ROLE_USER"));
			int status = lines.start(line, SshCommandContext.builder(session).out(out).err(err)).await().status();
			return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shop {

		@Bean
		@Scope("prototype")
		Greet greet() {
			return new Greet();
		}

		@Bean
		@Scope("prototype")
		Stock stock() {
			return new Stock();
		}

		@Bean
		Check check() {
			return new Check();
		}

		@Bean
		@Scope("prototype")
		Refuse refuse() {
			return new Refuse();
		}

		@Bean
		Close close() {
			return new Close();
		}

	}

	@Command(name = "greet", description = "Greets somebody.")
	static class Greet implements Runnable {

		enum Unit {

			SECONDS, DAYS

		}

		@Spec
		private CommandSpec spec;

		@Option(names = { "-t", "--times" }, description = "How often, ${DEFAULT-VALUE} by default.",
				defaultValue = "1")
		private int times;

		@Option(names = "--unit")
		private Unit unit;

		@Parameters(paramLabel = "<name>")
		private String name;

		@Override
		public void run() {
			PrintWriter out = this.spec.commandLine().getOut();
			for (int i = 0; i < this.times; i++) {
				out.println("Hello " + this.name);
			}
		}

	}

	@Command(name = "stock", subcommands = { Add.class, CommandLine.HelpCommand.class })
	static class Stock implements Runnable, IExitCodeGenerator {

		@Option(names = "--main")
		private boolean main;

		private final String place = "main";

		@Override
		public void run() {
		}

		@Override
		public int getExitCode() {
			return 3;
		}

		@Command(name = "count")
		String count(@Parameters String what) {
			return String.valueOf(what.length());
		}

	}

	@Command(name = "add")
	static class Add implements Callable<String> {

		@ParentCommand
		private Stock stock;

		@Option(names = "-n")
		private int number;

		@Parameters
		private String what;

		@Override
		public String call() {
			return this.stock.place + ": " + this.number + " " + this.what;
		}

	}

	@Command(name = "check", mixinStandardHelpOptions = true, version = "check 1.2")
	static class Check implements Callable<Integer> {

		@Override
		public Integer call() {
			return 7;
		}

	}

	@Command(name = "refuse")
	static class Refuse implements Runnable {

		@Spec
		private CommandSpec spec;

		@Override
		public void run() {
			throw new ParameterException(this.spec.commandLine(), "Not on a Sunday");
		}

	}

	@Command(name = "close")
	static class Close implements Runnable {

		@Override
		@PreAuthorize("hasRole('ADMIN')")
		public void run() {
			throw new IllegalStateException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advised {

		@Bean
		@Scope("prototype")
		AdvisedCommand advised() {
			ProxyFactory proxies = new ProxyFactory(new AdvisedCommand());
			proxies.setProxyTargetClass(true);
			proxies.addAdvice((MethodInterceptor) (invocation) -> "before " + invocation.proceed());
			return (AdvisedCommand) proxies.getProxy();
		}

	}

	@Command(name = "advised")
	static class AdvisedCommand implements Callable<Object> {

		@Option(names = "-x")
		private int x;

		@Override
		public Object call() {
			return String.valueOf(this.x);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shared {

		@Bean
		SharedCommand shared() {
			return new SharedCommand();
		}

	}

	@Command(name = "shared")
	static class SharedCommand implements Runnable {

		@Option(names = "-x")
		private int x;

		@Override
		public void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Asking {

		@Bean
		@Scope("prototype")
		AskingCommand asking() {
			return new AskingCommand();
		}

	}

	@Command(name = "asking")
	static class AskingCommand implements Runnable {

		@Option(names = "-p", interactive = true)
		private char[] password;

		@Override
		public void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HalfProtected {

		@Bean
		Guarded guarded() {
			return new Guarded();
		}

	}

	@Command(name = "guarded", subcommands = Open.class)
	@PreAuthorize("hasRole('ADMIN')")
	static class Guarded implements Runnable {

		@Override
		public void run() {
		}

	}

	@Command(name = "open")
	static class Open implements Runnable {

		@Override
		public void run() {
		}

	}

}
