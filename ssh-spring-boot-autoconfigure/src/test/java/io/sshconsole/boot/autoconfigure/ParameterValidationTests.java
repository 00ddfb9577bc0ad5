package io.sshconsole.boot.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sshconsole.boot.command.BeanValidation;
import io.sshconsole.boot.command.ParameterValidation;
import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.convert.converter.Converter;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class ParameterValidationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SshCommandAutoConfiguration.class, SshExecutionAutoConfiguration.class))
		.withBean(ToSize.class);

	@Test
	void aWordThatBreaksAConstraintIsAMistakeInTheLine() {
		this.runner.withBean(LocalValidatorFactoryBean.class, ParameterValidationTests::validator)
			.withBean(Commands.class)
			.run((context) -> {
				assertThat(run(context, "order 3")).isEqualTo("0: ");
				assertThat(run(context, "order 0"))
					.isEqualTo("2: order: Invalid value for <count>: must be greater than or equal to 1\n");
				assertThat(run(context, "order 11 --name ''"))
					.isEqualTo("2: order: Invalid value for <count>: must be less than or equal to 10;"
							+ " Invalid value for --name: must not be blank\n");
				assertThat(run(context, "order 3 --tag a --tag B"))
					.isEqualTo("2: order: Invalid value for --tag: must match \"[a-z]+\"\n");
				assertThat(run(context, "order 3 --nick ''")).contains("--nick: must match \".+\"");
				assertThat(run(context, "pack 3")).isEqualTo("0: ");
				assertThat(run(context, "pack 0"))
					.isEqualTo("2: pack: Invalid value for <size> (width): must be greater than or equal to 1\n");
			});
	}

	@Test
	void constraintsBehindAProxyAreEnforced() {
		this.runner.withBean("proxied", Counting.class, () -> {
			ProxyFactory factory = new ProxyFactory(new Counter());
			factory.setInterfaces(Counting.class);
			return (Counting) factory.getProxy();
		}).run((context) -> {
			assertThat(run(context, "count 1")).startsWith("0: ");
			assertThat(run(context, "count 0")).startsWith("2: count: Invalid value for <number>");
		});
	}

	@Test
	void theValidatorOfTheProviderIsUsedWhereTheApplicationHasNone() {
		this.runner.withBean(Commands.class).run((context) -> {
			assertThat(context).doesNotHaveBean(Validator.class);
			assertThat(run(context, "order 0")).startsWith("2: order: Invalid value for <count>");
		});
	}

	@Test
	void constraintsThatNobodyWouldEnforceFailTheStart() {
		this.runner.withClassLoader(new FilteredClassLoader("org.hibernate.validator"))
			.withBean(Commands.class)
			.withBean(ParameterValidation.class, () -> new BeanValidation(() -> null))
			.run((context) -> assertThatException().isThrownBy(() -> context.getBean(SshCommandExecutor.class))
				.withMessageContaining("there is no Validator"));
	}

	@Test
	void withoutTheApiThereIsNothingToEnforce() {
		this.runner.withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"))
			.withBean(Plain.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(ParameterValidation.class);
				assertThat(run(context, "plain x")).isEqualTo("0: ");
			});
	}

	@Test
	void aCommandWithoutConstraintsNeedsNoProvider() {
		List<String> asked = new ArrayList<>();
		this.runner.withBean(Plain.class).withBean(ParameterValidation.class, () -> new BeanValidation(() -> {
			asked.add("validator");
			return null;
		})).run((context) -> assertThat(run(context, "plain x")).isEqualTo("0: "));
		assertThat(asked).isEmpty();
	}

	private static LocalValidatorFactoryBean validator() {
		LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
		validator.setMessageInterpolator(new ParameterMessageInterpolator());
		return validator;
	}

	private static String run(ApplicationContext context, String line) {
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		SshSession session = new SshSession("c1", "duke", TestConsole.user("ROLE_USER"));
		int status = context.getBean(SshLineRunner.class)
			.start(line, SshCommandContext.builder(session).err(err))
			.await()
			.status();
		return status + ": " + err;
	}

	record Size(@Min(1) int width) {

	}

	static class ToSize implements Converter<String, Size> {

		@Override
		public Size convert(String source) {
			return new Size(Integer.parseInt(source));
		}

	}

	static class Commands {

		@SshCommand(name = "order")
		void order(@SshArgument @Min(1) @Max(10) int count, @SshOption(required = false) @NotBlankIfGiven String name,
				@SshOption List<@Pattern(regexp = "[a-z]+") String> tag,
				@SshOption Optional<@Pattern(regexp = ".+") String> nick) {
		}

		@SshCommand(name = "pack")
		void pack(@SshArgument @Valid Size size) {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Constraint(validatedBy = {})
	@Pattern(regexp = ".*\\S.*")
	@ReportAsSingleViolation
	@interface NotBlankIfGiven {

		String message() default "must not be blank";

		Class<?>[] groups() default {};

		Class<? extends Payload>[] payload() default {};

	}

	interface Counting {

		void count(@Min(1) int number);

	}

	static class Counter implements Counting {

		@Override
		@SshCommand(name = "count")
		public void count(@SshArgument int number) {
		}

	}

	static class Plain {

		@SshCommand(name = "plain")
		void plain(@SshArgument String word) {
		}

	}

}
