package io.sshconsole.boot;

import java.util.concurrent.Callable;

import io.sshconsole.boot.OpenSsh.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Commands of picocli and of Spring Shell, as users of {@code ssh} find them.
 */
@OpenSshTest(properties = "ssh-console.users.ada.password=secret")
class AdoptedCommandsTests {

	private OpenSsh.Login ada;

	@BeforeEach
	void prepareLogin(@Autowired OpenSsh ssh) {
		this.ada = ssh.password("ada", "secret").with("-q");
	}

	@Test
	void aCommandOfPicocliRuns() throws Exception {
		assertThat(this.ada.run("greet --times=2 'Ada L'"))
			.isEqualTo(new Result(4, "Hello Ada L\nHello Ada L\n", "greeted\n"));
		Result wrong = this.ada.run("greet --times=many Ada");
		assertThat(wrong.status()).isEqualTo(2);
		assertThat(wrong.out()).isEmpty();
		assertThat(wrong.err()).contains("'many'");
	}

	@Test
	void aCommandOfSpringShellRuns() throws Exception {
		assertThat(this.ada.run("orders find --limit 3 tea | cut -c 1-3")).isEqualTo(new Result(0, "tea\n", ""));
		Result wrong = this.ada.run("orders find --limit=many tea");
		assertThat(wrong.status()).isEqualTo(2);
		assertThat(wrong.out()).isEmpty();
		assertThat(wrong.err()).contains("'many'");
	}

	@Test
	void bothAreInTheListOfCommands() throws Exception {
		assertThat(this.ada.run("help").out()).containsPattern("greet +Greets somebody\\.")
			.containsPattern("orders find +Finds orders\\.");
		assertThat(this.ada.input("greet Ada || orders find tea\n").run())
			.isEqualTo(new Result(0, "Hello Ada\ntea 10\n", "greeted\n"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		@Scope("prototype")
		Greet greet() {
			return new Greet();
		}

		@Bean
		Orders orders() {
			return new Orders();
		}

	}

	@CommandLine.Command(name = "greet", description = "Greets somebody.")
	static class Greet implements Callable<Integer> {

		@Spec
		private CommandSpec spec;

		@CommandLine.Option(names = "--times", defaultValue = "1")
		private int times;

		@Parameters
		private String name;

		@Override
		public Integer call() {
			for (int i = 0; i < this.times; i++) {
				this.spec.commandLine().getOut().println("Hello " + this.name);
			}
			this.spec.commandLine().getErr().println("greeted");
			return 4;
		}

	}

	static class Orders {

		@Command(name = { "orders", "find" }, description = "Finds orders.")
		String find(@Option(longName = "limit", defaultValue = "10") int limit, @Argument(index = 0) String what) {
			return what + " " + limit;
		}

	}

}
