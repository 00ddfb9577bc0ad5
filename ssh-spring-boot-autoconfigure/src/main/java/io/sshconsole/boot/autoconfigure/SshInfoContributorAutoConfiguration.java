package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.actuate.SshInfoContributor;
import io.sshconsole.boot.server.SshServerLifecycle;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what {@code info} tells of the SSH server: nothing unless it is
 * asked to, because that endpoint is often open to everybody.
 */
@AutoConfiguration(after = SshServerAutoConfiguration.class)
@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
@ConditionalOnEnabledInfoContributor(value = "sshconsole", fallback = InfoContributorFallback.DISABLE)
@ConditionalOnBean(SshServerLifecycle.class)
public final class SshInfoContributorAutoConfiguration {

	SshInfoContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SshInfoContributor sshConsoleInfoContributor(SshServerLifecycle lifecycle) {
		return new SshInfoContributor(lifecycle::server);
	}

}
