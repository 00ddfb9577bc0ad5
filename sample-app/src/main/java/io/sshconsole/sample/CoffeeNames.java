package io.sshconsole.sample;

import java.util.List;

import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.command.SshCompletionRequest;

import org.springframework.stereotype.Component;

/**
 * Offers the names of coffees while one is typed, each with what there is of it.
 */
@Component
class CoffeeNames implements SshCompletionProvider {

	private final CoffeeStore store;

	CoffeeNames(CoffeeStore store) {
		this.store = store;
	}

	@Override
	public List<SshCompletion> complete(SshCompletionRequest request) {
		return this.store.all()
			.stream()
			.map((green) -> new SshCompletion(green.coffee(), green.kilograms() + " kg"))
			.toList();
	}

}
