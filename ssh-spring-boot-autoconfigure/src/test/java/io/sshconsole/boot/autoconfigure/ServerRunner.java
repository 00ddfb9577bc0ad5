package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.TestProperties;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Runs applications that have a server, what it cannot be without, and one user.
 */
final class ServerRunner {

	private ServerRunner() {
	}

	/**
	 * Makes the runner.
	 * @param more auto-configurations of the application besides those of the server
	 * @return a runner that no test has changed yet
	 */
	static ApplicationContextRunner with(Class<?>... more) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(more))
			.withConfiguration(AutoConfigurations.of(SshServerAutoConfiguration.class, SshShellAutoConfiguration.class,
					SshCommandAutoConfiguration.class, SshExecutionAutoConfiguration.class,
					SshSecurityAutoConfiguration.class))
			.withPropertyValues(TestProperties.ANY_PORT, TestProperties.HOST_KEY,
					"ssh-console.users.ada.password=secret");
	}

}
