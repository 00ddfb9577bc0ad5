package io.sshconsole.boot.actuate;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import io.sshconsole.boot.shell.SshShellHealth;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/**
 * The health of the application as all its indicators together tell it, whether or not
 * there is an endpoint for it.
 */
public class ContributedHealth implements SshShellHealth {

	private final ObjectProvider<HealthContributorRegistry> registries;

	private final ObjectProvider<ReactiveHealthContributorRegistry> reactiveRegistries;

	private final ObjectProvider<StatusAggregator> aggregators;

	/**
	 * Creates the health.
	 * @param registries the indicators
	 * @param reactiveRegistries the indicators that do not block
	 * @param aggregators makes one status of many
	 */
	public ContributedHealth(ObjectProvider<HealthContributorRegistry> registries,
			ObjectProvider<ReactiveHealthContributorRegistry> reactiveRegistries,
			ObjectProvider<StatusAggregator> aggregators) {
		this.registries = registries;
		this.reactiveRegistries = reactiveRegistries;
		this.aggregators = aggregators;
	}

	@Override
	public Optional<String> status() {
		Set<Status> statuses = new LinkedHashSet<>();
		this.registries.forEach((registry) -> collect(registry, statuses));
		this.reactiveRegistries.forEach((registry) -> collect(registry.asHealthContributors(), statuses));
		if (statuses.isEmpty()) {
			return Optional.empty();
		}
		StatusAggregator aggregator = this.aggregators.getIfUnique(StatusAggregator::getDefault);
		return Optional.of(aggregator.getAggregateStatus(statuses).getCode());
	}

	private static void collect(HealthContributors contributors, Set<Status> statuses) {
		contributors.stream().map(HealthContributors.Entry::contributor).forEach((contributor) -> {
			if (contributor instanceof CompositeHealthContributor composite) {
				collect(composite, statuses);
			}
			else if (contributor instanceof HealthIndicator indicator) {
				Health health = indicator.health(false);
				if (health != null) {
					statuses.add(health.getStatus());
				}
			}
		});
	}

}
