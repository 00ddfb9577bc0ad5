package io.sshconsole.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.boot.TestProperties;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code ssh-console.enabled=false} leaves nothing, whichever auto-configuration.
 */
class SwitchedOffTests {

	private static final String OURS = "io.sshconsole.";

	@Test
	void leavesNoBeanOfOurs() {
		assertThat(beans("ssh-console.enabled=false")).isEmpty();
		assertThat(beans("ssh-console.enabled=true")).hasSizeGreaterThan(20);
	}

	private List<String> beans(String property) {
		List<String> names = new ArrayList<>();
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues(TestProperties.ANY_PORT, TestProperties.HOST_KEY, property)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Arrays.stream(context.getBeanDefinitionNames())
					.filter((name) -> String.valueOf(context.getType(name)).contains(OURS))
					.filter((name) -> context.getType(name) != Application.class)
					.forEach(names::add);
			});
		return names;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
