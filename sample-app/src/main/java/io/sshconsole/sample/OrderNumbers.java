package io.sshconsole.sample;

import java.util.List;

import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.command.SshCompletionRequest;

import org.springframework.stereotype.Component;

/**
 * Offers the numbers of orders while one is typed, each with what was ordered.
 */
@Component
class OrderNumbers implements SshCompletionProvider {

	private final OrderBook orders;

	OrderNumbers(OrderBook orders) {
		this.orders = orders;
	}

	@Override
	public List<SshCompletion> complete(SshCompletionRequest request) {
		return this.orders.all()
			.stream()
			.map((order) -> new SshCompletion(Long.toString(order.id()), order.summary()))
			.toList();
	}

}
