package io.sshconsole.boot.autoconfigure;

import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * What a native image is told besides what commands need.
 */
class SshResourceAotTests {

	@Test
	void filesOfTheClassPathThatPropertiesNameAreThere() {
		RuntimeHints hints = process("ssh-console.banner=classpath:warning.txt",
				"ssh-console.shell.banner=classpath:/texts/hello.txt",
				"ssh-console.authentication.trusted-user-ca-keys=classpath:ca.pub",
				"ssh-console.authentication.revoked-keys=file:/etc/app/revoked");
		assertThat(RuntimeHintsPredicates.resource().forResource("warning.txt")).accepts(hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("texts/hello.txt")).accepts(hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("ca.pub")).accepts(hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("etc/app/revoked")).rejects(hints);
	}

	@Test
	void hostKeysDoNotGetIntoTheImage() {
		assertThat(RuntimeHintsPredicates.resource().forResource("host_key"))
			.rejects(process("ssh-console.host-keys=classpath:host_key"));
	}

	@Test
	void propertiesCanBeBound() {
		RuntimeHints hints = process();
		for (Class<?> type : new Class<?>[] { SshConsoleProperties.class, SshConsoleUser.class,
				SshConsoleAuthentication.class, SshConsoleLimits.Penalty.class }) {
			assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
				.as(type.getName())
				.accepts(hints);
		}
	}

	@Test
	void theBuildFindsTheProcessor() {
		assertThat(AotServices.factories().load(BeanFactoryInitializationAotProcessor.class))
			.hasAtLeastOneElementOfType(SshResourceAotProcessor.class);
	}

	private static RuntimeHints process(String... properties) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of(properties).applyTo(context);
			context.register(SshCommandAutoConfiguration.class);
			TestGenerationContext generation = new TestGenerationContext();
			context.refreshForAotProcessing(generation.getRuntimeHints());
			AotServices.factories()
				.load(BeanFactoryInitializationAotProcessor.class)
				.stream()
				.filter((processor) -> processor.getClass().getSimpleName().matches("(Ssh|ConfigurationProperties).*"))
				.map((processor) -> processor.processAheadOfTime(context.getBeanFactory()))
				.filter(Objects::nonNull)
				.forEach((contribution) -> contribution.applyTo(generation, mock(BeanFactoryInitializationCode.class)));
			return generation.getRuntimeHints();
		}
	}

}
