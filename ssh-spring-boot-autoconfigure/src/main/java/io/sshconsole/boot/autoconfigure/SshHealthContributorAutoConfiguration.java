package io.sshconsole.boot.autoconfigure;

import java.time.Clock;

import io.sshconsole.boot.actuate.SshHealthIndicator;
import io.sshconsole.boot.server.SshHostKeySource;
import io.sshconsole.boot.server.SshServerLifecycle;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration of the health of the SSH server.
 */
@AutoConfiguration(after = SshServerAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("sshconsole")
@ConditionalOnBean(SshServerLifecycle.class)
@EnableConfigurationProperties(SshConsoleProperties.class)
public final class SshHealthContributorAutoConfiguration {

	SshHealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = { "sshConsoleHealthIndicator", "sshConsoleHealthContributor" })
	SshHealthIndicator sshConsoleHealthContributor(SshServerLifecycle lifecycle, SshConsoleProperties properties,
			ResourceLoader resourceLoader) {
		SshHostKeySource hostKeys = new SshHostKeySource(ApplicationResourceLoader.get(resourceLoader, true),
				properties.hostKeys(), properties.hostKeyDirectory());
		return new SshHealthIndicator(lifecycle, hostKeys::oldest, Clock.systemUTC());
	}

}
