package io.sshconsole.boot;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshResultRenderer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results of commands as the {@code ssh} command shows them.
 */
@OpenSshTest(properties = "ssh-console.users.ada.password=correct horse")
class OutputOverSshTests {

	@Autowired
	private Commands commands;

	private OpenSsh.Login ada;

	@BeforeEach
	void logIn(@Autowired OpenSsh ssh) {
		this.ada = ssh.password("ada", "correct horse");
	}

	@Test
	void programsGetTabs() throws Exception {
		assertThat(this.ada.run("people").out()).isEqualTo("Ada\t36\n日本\t7\n");
		assertThat(this.ada.run("person").out()).isEqualTo("name\tAda\nage\t36\n");
	}

	@Test
	void peopleGetATable() throws Exception {
		assertThat(onTerminal("xterm", Map.of(), "people"))
			.isEqualTo("\u001b[1mname  age\u001b[0m\nAda    36\n日本    7\n");
		assertThat(onTerminal("dumb", Map.of(), "people")).isEqualTo("name  age\nAda    36\n日本    7\n");
		assertThat(onTerminal("xterm", Map.of("NO_COLOR", "1"), "person")).isEqualTo("name  Ada\nage   36\n");
	}

	@Test
	void everyFormatCanBeAskedFor() throws Exception {
		assertThat(this.ada.run("people -o json").out()).isEqualTo("""
				[
				{"name":"Ada","age":36},
				{"name":"日本","age":7}
				]
				""");
		assertThat(this.ada.run("person --output=json").out()).isEqualTo("""
				{
				  "name": "Ada",
				  "age": 36
				}
				""");
		assertThat(this.ada.run("people -o yaml").out()).isEqualTo("""
				- name: Ada
				  age: 36
				- name: 日本
				  age: 7
				""");
		assertThat(this.ada.run("people -o csv").out()).isEqualTo("name,age\r\nAda,36\r\n日本,7\r\n");
		assertThat(this.ada.run("people -o table").out()).isEqualTo("""
				name  age
				Ada    36
				日本    7
				""");
		assertThat(onTerminal("xterm", Map.of(), "people -o text")).isEqualTo("Ada\t36\n日本\t7\n");
		assertThat(this.ada.run("temperature -o json").out()).isEqualTo("{\n  \"degrees\": 21\n}\n");
	}

	@Test
	void anUnknownFormatTellsTheKnownOnes() throws Exception {
		OpenSsh.Result result = this.ada.run("people -o xml");
		assertThat(result.status()).isEqualTo(2);
		assertThat(result.out()).isEmpty();
		assertThat(result.err()).contains("xml", "text", "table", "json", "yaml", "csv");
	}

	@Test
	void aRendererOfTheApplicationWritesItsType() throws Exception {
		assertThat(this.ada.run("temperature").out()).isEqualTo("21 degrees\n");
	}

	@Test
	void endlessRowsComeOneByOneAndEndWithTheClient() throws Exception {
		Process client = this.ada.start("ticks");
		try (BufferedReader rows = new BufferedReader(
				new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
			assertThat(rows.readLine()).isEqualTo("0");
			assertThat(rows.readLine()).isEqualTo("1");
		}
		finally {
			client.destroy();
		}
		assertThat(this.commands.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aSourceThatSaysNothingHearsThatTheClientIsGone() throws Exception {
		Process client = this.ada.start("silence");
		try {
			assertThat(this.commands.subscribed.await(20, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			client.destroy();
		}
		assertThat(this.commands.silenced.await(20, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * Runs a command on a terminal. Its size is unknown, because there is none on this
	 * side.
	 */
	private String onTerminal(String type, Map<String, String> environment, String command) throws Exception {
		Map<String, String> variables = new HashMap<>(Map.of("TERM", type, "NO_COLOR", ""));
		variables.putAll(environment);
		return this.ada.with("-tt", "-o", "SendEnv=NO_COLOR")
			.environment(variables)
			.run(command)
			.out()
			.replace("\r\n", "\n");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Commands commands() {
			return new Commands();
		}

		@Bean
		SshResultRenderer temperatures() {
			return new Temperatures();
		}

	}

	static class Commands {

		private final CountDownLatch cancelled = new CountDownLatch(1);

		private final CountDownLatch subscribed = new CountDownLatch(1);

		private final CountDownLatch silenced = new CountDownLatch(1);

		@SshCommand(name = "people")
		List<Person> people() {
			return List.of(new Person("Ada", 36), new Person("日本", 7));
		}

		@SshCommand(name = "person")
		Person person() {
			return new Person("Ada", 36);
		}

		@SshCommand(name = "temperature")
		Temperature temperature() {
			return new Temperature(21);
		}

		@SshCommand(name = "silence")
		Flux<String> silence() {
			return Flux.<String>never()
				.doOnSubscribe((subscription) -> this.subscribed.countDown())
				.doOnCancel(this.silenced::countDown);
		}

		@SshCommand(name = "ticks")
		Flux<Long> ticks() {
			return Flux.interval(Duration.ofMillis(10)).onBackpressureDrop().doOnCancel(this.cancelled::countDown);
		}

	}

	record Person(String name, @Nullable Integer age) {

	}

	record Temperature(int degrees) {

	}

	/**
	 * Knows what a temperature is.
	 */
	static final class Temperatures implements SshResultRenderer {

		@Override
		public boolean supports(Object result, OutputFormat format) {
			return result instanceof Temperature && format != OutputFormat.JSON;
		}

		@Override
		public void render(Object result, OutputFormat format, SshCommandContext context) {
			context.out().println(((Temperature) result).degrees() + " degrees");
		}

	}

}
