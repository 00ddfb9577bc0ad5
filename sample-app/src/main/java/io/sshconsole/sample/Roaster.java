package io.sshconsole.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The roaster at work: takes the oldest open order one step further, and has the café
 * next door order again when nothing is left to do.
 */
@Component
class Roaster {

	private static final Logger logger = LoggerFactory.getLogger(Roaster.class);

	private final OrderBook orders;

	Roaster(OrderBook orders) {
		this.orders = orders;
	}

	@Scheduled(initialDelayString = "${roastery.pace}", fixedDelayString = "${roastery.pace}")
	void work() {
		Order order = this.orders.advanceOldest()
			.orElseGet(() -> this.orders.place("Café Nebenan", "House Espresso", 10));
		logger.info("Order {} of {} is {}", order.id(), order.customer(), order.status());
	}

}
