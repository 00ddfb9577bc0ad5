package io.sshconsole.boot.autoconfigure;

import java.nio.file.Path;

import io.sshconsole.boot.actuate.SshHealthIndicator;
import io.sshconsole.boot.server.SshServerLifecycle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SshHealthContributorAutoConfiguration}.
 */
class SshHealthContributorAutoConfigurationTests {

	@TempDir
	private Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void createRunner() {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SshHealthContributorAutoConfiguration.class, SshServerAutoConfiguration.class,
							SshShellAutoConfiguration.class, SshCommandAutoConfiguration.class,
							SshInteractionAutoConfiguration.class, SshOutputAutoConfiguration.class,
							SshExecutionAutoConfiguration.class, SshSecurityAutoConfiguration.class))
			.withPropertyValues("ssh-console.port=0", "ssh-console.users.ada.password=secret",
					"ssh-console.host-key-directory=" + this.directory);
	}

	@Test
	void tellsPortConnectionsAndSessions() {
		this.runner.run((context) -> {
			SshServerLifecycle lifecycle = context.getBean(SshServerLifecycle.class);
			SshHealthIndicator health = context.getBean("sshConsoleHealthContributor", SshHealthIndicator.class);
			assertThat(health.health()).isEqualTo(Health.up()
				.withDetail("port", lifecycle.server().orElseThrow().port())
				.withDetail("connections", 0)
				.withDetail("sessions", 0)
				.build());
			lifecycle.stop();
			assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void serverThatNoLongerAcceptsIsDown() {
		this.runner.run((context) -> {
			context.getBean(SshServerLifecycle.class).server().orElseThrow().pause();
			assertThat(context.getBean(SshHealthIndicator.class).health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("management.health.sshconsole.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshHealthIndicator.class));
		this.runner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshHealthIndicator.class));
	}

	@Test
	void needsAServer() {
		this.runner.withPropertyValues("ssh-console.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshHealthIndicator.class));
	}

	@Test
	void backsOffForTheOneOfTheApplication() {
		HealthIndicator own = () -> Health.unknown().build();
		this.runner.withBean("sshConsoleHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).getBean(HealthIndicator.class).isSameAs(own));
	}

}
