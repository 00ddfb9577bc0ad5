package io.sshconsole.boot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sshconsole.boot.observation.SshMeters;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SshMetricsAutoConfiguration}.
 */
class SshMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SshMetricsAutoConfiguration.class));

	@Test
	void measuresWhereThereIsARegistry() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(SshMeters.class));
	}

	@Test
	void doesNothingWithoutARegistry() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshMeters.class));
		this.runner.withClassLoader(new FilteredClassLoader(MeterBinder.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshMeters.class));
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("ssh-console.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SshMeters.class));
	}

	@Test
	void backsOffForTheOneOfTheApplication() {
		SshMeters own = mock(SshMeters.class);
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(SshMeters.class, () -> own)
			.run((context) -> assertThat(context).getBean(SshMeters.class).isSameAs(own));
	}

}
