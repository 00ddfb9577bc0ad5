package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.actuate.SshHealthIndicator;
import io.sshconsole.boot.server.SshServerLifecycle;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of the SSH server.
 */
@AutoConfiguration(after = SshServerAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("sshconsole")
@ConditionalOnBean(SshServerLifecycle.class)
public final class SshHealthContributorAutoConfiguration {

	SshHealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = { "sshConsoleHealthIndicator", "sshConsoleHealthContributor" })
	SshHealthIndicator sshConsoleHealthContributor(SshServerLifecycle lifecycle) {
		return new SshHealthIndicator(lifecycle);
	}

}
