package io.sshconsole.boot.autoconfigure;

import java.time.Duration;

import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.security.LoginThrottle;
import io.sshconsole.boot.security.SshAuthenticatorDecorator;
import io.sshconsole.boot.security.SshLoginGuard;
import io.sshconsole.boot.security.ThrottlePolicy;
import io.sshconsole.boot.server.BreakGlassCommand;
import io.sshconsole.boot.server.ThrottleCommand;
import io.sshconsole.ssh.TransportListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SshThrottleAutoConfiguration} and
 * {@link SshBreakGlassAutoConfiguration}.
 */
class SshThrottleAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(SshThrottleAutoConfiguration.class, SshBreakGlassAutoConfiguration.class));

	private final ApplicationContextRunner withBreakGlass = this.runner
		.withPropertyValues("ssh-console.break-glass.enabled=true", "ssh-console.break-glass.authority=ROLE_SECURITY");

	@Test
	void throttleGuardsLoginsAndHearsOfThem() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(SshLoginGuard.class).hasSingleBean(TransportListener.class);
			assertThat(context.getBean(LoginThrottle.class).policy()).isEqualTo(new ThrottlePolicy(true, 3, 10,
					Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(15), 64, 10000, true));
		});
	}

	@Test
	void throttleStandsBesideGuardsOfTheApplication() {
		this.runner.withBean("mine", SshLoginGuard.class, () -> mock(SshLoginGuard.class))
			.run((context) -> assertThat(context.getBeansOfType(SshLoginGuard.class)).hasSize(2));
	}

	@Test
	void throttleOfTheApplicationTakesThePlaceOfOurs() {
		LoginThrottle own = new LoginThrottle(new ThrottlePolicy(true, 1, 1, Duration.ofHours(1), Duration.ofHours(1),
				Duration.ofHours(1), 64, 10, false), (event) -> {
				}, (username, address) -> false);
		this.runner.withBean(LoginThrottle.class, () -> own)
			.run((context) -> assertThat(context.getBean(SshLoginGuard.class)).isSameAs(own));
	}

	@Test
	void breakGlassIsThereOnlyIfItIsEnabled() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(BreakGlassCredentials.class)
			.doesNotHaveBean(BreakGlassCommand.class)
			.doesNotHaveBean(SshAuthenticatorDecorator.class));
		this.withBreakGlass.run((context) -> assertThat(context).hasSingleBean(BreakGlassCredentials.class)
			.hasSingleBean(BreakGlassCommand.class)
			.hasSingleBean(SshAuthenticatorDecorator.class));
	}

	@Test
	void commandsForOperatorsAreThereOnlyIfItIsSaidWhoTheyAre() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ThrottleCommand.class));
		this.runner.withPropertyValues("ssh-console.throttle.authority=ROLE_OPERATOR")
			.run((context) -> assertThat(context).hasSingleBean(ThrottleCommand.class));
	}

	@Test
	void switchedOffThereIsNothing() {
		this.withBreakGlass.withPropertyValues("ssh-console.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LoginThrottle.class)
				.doesNotHaveBean(BreakGlassCredentials.class)
				.doesNotHaveBean(SshAuthenticatorDecorator.class));
	}

	@ParameterizedTest
	@CsvSource({ "throttle.delay-after, -1", "throttle.block-after, 0", "throttle.block-after, 2",
			"throttle.block-time, 0", "throttle.block-time, 2h", "throttle.max-block-time, 31d",
			"throttle.max-block-time, 1s", "throttle.window, 0", "throttle.window, 31d", "throttle.ipv6-prefix, 8",
			"throttle.ipv6-prefix, 129", "throttle.max-entries, 0", "throttle.max-entries, 1000001",
			"throttle.authority, ' '", "break-glass.enabled, true", "break-glass.max-time, 0",
			"break-glass.max-time, 25h" })
	void valuesThatCannotBeMeantFailTheStart(String name, String value) {
		this.runner.withPropertyValues("ssh-console." + name + "=" + value)
			.withBean(Needs.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.extracting("name")
				.asString()
				.startsWith("ssh-console." + name.substring(0, name.indexOf('.') + 1)));
	}

	/**
	 * Binds the properties: everything else is lazy.
	 */
	static class Needs {

		Needs(SshConsoleProperties properties) {
			assertThat(properties).isNotNull();
		}

	}

}
