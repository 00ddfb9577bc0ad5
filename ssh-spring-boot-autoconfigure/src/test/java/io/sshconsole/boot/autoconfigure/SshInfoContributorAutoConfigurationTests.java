package io.sshconsole.boot.autoconfigure;

import java.util.List;
import java.util.Map;

import io.sshconsole.boot.actuate.SshInfoContributor;
import io.sshconsole.boot.server.SshServerLifecycle;
import io.sshconsole.ssh.SshServer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SshInfoContributorAutoConfiguration}.
 */
class SshInfoContributorAutoConfigurationTests {

	private static final String ENABLED = "management.info.sshconsole.enabled=true";

	private final ApplicationContextRunner runner = ServerRunner.with(SshInfoContributorAutoConfiguration.class);

	@Test
	void tellsPortAndHostKeysOfARunningServer() {
		this.runner.withPropertyValues(ENABLED).run((context) -> {
			SshServerLifecycle lifecycle = context.getBean(SshServerLifecycle.class);
			SshServer server = lifecycle.server().orElseThrow();
			assertThat(info(context.getBean(SshInfoContributor.class)))
				.containsEntry("sshConsole", Map.of("port", server.port(), "hostKeys",
						List.of(Map.of("type", "ssh-ed25519", "fingerprint", server.hostKeys().get(0).fingerprint()))));
			lifecycle.stop();
			assertThat(info(context.getBean(SshInfoContributor.class))).isEmpty();
		});
	}

	@Test
	void tellsNothingUnlessItIsAskedTo() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshInfoContributor.class));
	}

	@Test
	void needsAServerAndTheActuator() {
		this.runner.withPropertyValues(ENABLED, "ssh-console.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SshInfoContributor.class));
		this.runner.withPropertyValues(ENABLED)
			.withClassLoader(new FilteredClassLoader(InfoContributor.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("sshConsoleInfoContributor"));
	}

	private static Map<String, Object> info(InfoContributor contributor) {
		Info.Builder builder = new Info.Builder();
		contributor.contribute(builder);
		return builder.build().getDetails();
	}

}
