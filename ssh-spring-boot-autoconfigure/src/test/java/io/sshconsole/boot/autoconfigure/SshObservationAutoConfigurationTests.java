package io.sshconsole.boot.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import io.sshconsole.boot.observation.ObservedCommands;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SshObservationAutoConfiguration}.
 */
class SshObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SshObservationAutoConfiguration.class));

	@Test
	void observesWhereThereIsARegistry() {
		this.runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> assertThat(context).hasSingleBean(ObservedCommands.class));
	}

	/**
	 * Every application has the class, few have the bean.
	 */
	@Test
	void doesNothingWithoutARegistry() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservedCommands.class));
		this.runner.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservedCommands.class));
	}

	@Test
	void doesNothingIfItIsNotKnownWhichRegistryCounts() {
		this.runner.withBean("one", ObservationRegistry.class, ObservationRegistry::create)
			.withBean("two", ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservedCommands.class));
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.withPropertyValues("ssh-console.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ObservedCommands.class));
	}

	@Test
	void backsOffForTheOneOfTheApplication() {
		ObservedCommands own = mock(ObservedCommands.class);
		this.runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.withBean(ObservedCommands.class, () -> own)
			.run((context) -> assertThat(context).getBean(ObservedCommands.class).isSameAs(own));
	}

}
