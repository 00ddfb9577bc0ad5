package io.sshconsole.boot.autoconfigure;

import java.util.List;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.command.SshCompletionRequest;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

class SshCommandAotTests {

	@Test
	void commandsThatCannotWorkFailTheBuild() {
		assertThatExceptionOfType(InvalidSshCommandException.class).isThrownBy(() -> process(First.class, Second.class))
			.withMessageContaining("'twice'")
			.withMessageContaining("First.one()")
			.withMessageContaining("Second.two()");
		assertThatExceptionOfType(InvalidSshCommandException.class).isThrownBy(() -> process(Unannotated.class))
			.withMessageContaining("needs @SshOption or @SshArgument");
	}

	@Test
	void convertersThatDoNotExistYetAreNotMissed() {
		process(NeedsConverter.class);
	}

	@Test
	void nothingIsCheckedWhereTheConsoleIsDisabled() {
		process("ssh-console.enabled=false", First.class, Second.class);
	}

	@Test
	void aNativeImageKnowsWhatCommandsReturn() throws Exception {
		RuntimeHints hints = process(NeedsConverter.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Row.class, "name")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(Names.class.getDeclaredConstructor()))
			.accepts(hints);
	}

	@Test
	void theBuildFindsTheProcessor() {
		assertThat(AotServices.factories().load(BeanFactoryInitializationAotProcessor.class))
			.hasAtLeastOneElementOfType(SshCommandAotProcessor.class);
	}

	private static RuntimeHints process(Class<?>... beans) {
		return process("ssh-console.port=0", beans);
	}

	private static RuntimeHints process(String property, Class<?>... beans) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of(property).applyTo(context);
			context.register(SshCommandAutoConfiguration.class);
			context.register(beans);
			TestGenerationContext generation = new TestGenerationContext();
			context.refreshForAotProcessing(generation.getRuntimeHints());
			BeanFactoryInitializationAotContribution contribution = new SshCommandAotProcessor()
				.processAheadOfTime(context.getBeanFactory());
			if (contribution != null) {
				contribution.applyTo(generation, mock(BeanFactoryInitializationCode.class));
			}
			return generation.getRuntimeHints();
		}
	}

	static class First {

		@SshCommand(name = "twice")
		void one() {
		}

	}

	static class Second {

		@SshCommand(name = "twice")
		void two() {
		}

	}

	static class Unannotated {

		@SshCommand(name = "x")
		void run(String text) {
		}

	}

	record Row(String name) {

	}

	static class NeedsConverter {

		@SshCommand(name = "x")
		List<Row> run(@SshArgument(completion = Names.class, defaultValue = "a") Row row) {
			return List.of(row);
		}

	}

	static class Names implements SshCompletionProvider {

		@Override
		public List<SshCompletion> complete(SshCompletionRequest request) {
			return List.of();
		}

	}

}
