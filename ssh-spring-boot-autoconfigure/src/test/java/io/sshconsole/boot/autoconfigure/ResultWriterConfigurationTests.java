package io.sshconsole.boot.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshResultRenderer;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.render.JacksonTree;
import io.sshconsole.boot.render.ResultWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

class ResultWriterConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SshExecutionAutoConfiguration.class));

	@Test
	void withoutJacksonJsonIsMadeOfProperties() {
		this.runner
			.withClassLoader(
					new FilteredClassLoader("tools.jackson", "com.fasterxml", "reactor", "org.reactivestreams"))
			.run((context) -> assertThat(json(context)).isEqualTo("{\n  \"name\": \"x\"\n}\n"));
	}

	@Test
	void jsonIsThatOfTheApplication() {
		this.runner.withBean(JsonMapper.class, () -> JsonMapper.builder().build())
			.run((context) -> assertThat(json(context)).isEqualTo("{\n  \"NAME\": \"x\"\n}\n"));
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(JacksonTree.class));
	}

	@Test
	void renderersAreAskedInTheirOrder() {
		this.runner.withUserConfiguration(Renderers.class)
			.run((context) -> assertThat(json(context)).isEqualTo("first\n"));
	}

	@Test
	void theWriterCanBeReplaced() {
		this.runner.withBean("mine", ResultWriter.class, ResultWriter::new)
			.run((context) -> assertThat(context).hasSingleBean(ResultWriter.class).hasBean("mine"));
	}

	@Test
	void theConsoleCanBeSwitchedOff() {
		this.runner.withPropertyValues("ssh-console.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ResultWriter.class));
	}

	private static String json(AssertableApplicationContext context) throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		SshCommandContext run = SshCommandContext.builder(new TestConsole().session()).out(out).build();
		context.getBean(ResultWriter.class).write(new Thing("x"), OutputFormat.JSON, run);
		run.flush();
		return out.toString(StandardCharsets.UTF_8);
	}

	private record Thing(@JsonProperty("NAME") String name) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Renderers {

		@Bean
		@Order(2)
		SshResultRenderer second() {
			return new Fixed("second");
		}

		@Bean
		@Order(1)
		SshResultRenderer first() {
			return new Fixed("first");
		}

	}

	private record Fixed(String text) implements SshResultRenderer {

		@Override
		public boolean supports(Object result, OutputFormat format) {
			return result instanceof Thing;
		}

		@Override
		public void render(Object result, OutputFormat format, SshCommandContext context) {
			context.out().println(this.text);
		}

	}

}
