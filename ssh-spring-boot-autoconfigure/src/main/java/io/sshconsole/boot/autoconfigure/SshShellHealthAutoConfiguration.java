package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.actuate.ContributedHealth;
import io.sshconsole.boot.shell.SshShellHealth;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of the health that prompts show.
 */
@AutoConfiguration
@ConditionalOnClass(HealthContributorRegistry.class)
@ConditionalOnBooleanProperty(name = "ssh-console.enabled", matchIfMissing = true)
public final class SshShellHealthAutoConfiguration {

	SshShellHealthAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(SshShellHealth.class)
	ContributedHealth sshShellHealth(ObjectProvider<HealthContributorRegistry> registries,
			ObjectProvider<ReactiveHealthContributorRegistry> reactiveRegistries,
			ObjectProvider<StatusAggregator> aggregators) {
		return new ContributedHealth(registries, reactiveRegistries, aggregators);
	}

}
