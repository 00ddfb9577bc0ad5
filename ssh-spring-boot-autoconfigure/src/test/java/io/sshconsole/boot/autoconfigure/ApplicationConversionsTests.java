package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class ApplicationConversionsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SshCommandAutoConfiguration.class))
		.withBean(Commands.class);

	@Test
	void theOnlyOneIsAsked() {
		this.runner.withBean("mine", ConversionService.class, ApplicationConversionsTests::knowing)
			.run((context) -> assertThat(context.getBean(SshCommandRegistry.class).listed())
				.anyMatch((command) -> command.name().equals("paint")));
	}

	@Test
	void ofSeveralItIsTheOneThatSpringNames() {
		this.runner.withBean("conversionService", ConversionService.class, ApplicationConversionsTests::knowing)
			.withBean("web", ConversionService.class, GenericConversionService::new)
			.run((context) -> assertThat(context.getBean(SshCommandRegistry.class).listed())
				.anyMatch((command) -> command.name().equals("paint")));
	}

	@Test
	void withoutOneTheTypeCannotBeTyped() {
		this.runner.run((context) -> assertThatException().isThrownBy(() -> context.getBean(SshCommandRegistry.class))
			.withStackTraceContaining("Text cannot be converted"));
	}

	private static ConversionService knowing() {
		GenericConversionService conversions = new GenericConversionService();
		conversions.addConverter(String.class, Colour.class, (text) -> new Colour(text.length()));
		return conversions;
	}

	record Colour(int rgb) {

	}

	static class Commands {

		@SshCommand(name = "paint")
		void paint(@SshArgument Colour colour) {
		}

	}

}
