package io.sshconsole.sample;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.boot.command.SshApproval;
import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandGroup;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.terminal.ProgressBar;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.stereotype.Component;

/**
 * The commands of the store: what there is, more of it, and one batch in the roaster.
 */
@Component
@SshCommandGroup(name = "coffee", description = "The green coffee in the store.")
class CoffeeCommands {

	private static final int STEPS = 100;

	private final CoffeeStore store;

	CoffeeCommands(CoffeeStore store) {
		this.store = store;
	}

	@SshCommand(name = "coffee list", aliases = "coffee ls", description = "Lists what is in the store.")
	List<GreenCoffee> list() {
		return this.store.all();
	}

	@SshCommand(name = "coffee buy", description = "Buys green coffee, for which the importer wants his PIN.",
			examples = "coffee buy Sidamo 20")
	GreenCoffee buy(@SshArgument(description = "Name of the coffee.", completion = CoffeeNames.class) String coffee,
			@SshArgument(description = "How much of it.") @Min(1) @Max(500) int kilograms, SshCommandContext context)
			throws IOException {
		char[] pin = context.terminal().readSecret("PIN: ").orElse(new char[0]);
		try {
			if (pin.length != 4) {
				throw new SshCommandException("The importer knows no such PIN.", 1);
			}
			return this.store.add(coffee, kilograms)
				.orElseThrow(() -> new SshCommandException("The importer has no " + coffee + ".", 1));
		}
		finally {
			Arrays.fill(pin, ' ');
		}
	}

	@SshCommand(name = "coffee discard", description = "Throws green coffee away, if an administrator approves.",
			examples = "coffee discard Sidamo 5")
	@SshApproval("ROLE_ADMIN")
	void discard(@SshArgument(description = "Name of the coffee.", completion = CoffeeNames.class) String coffee,
			@SshArgument(description = "How much of it.") @Min(1) @Max(500) int kilograms) {
		if (this.store.add(coffee, -kilograms).isEmpty()) {
			throw new SshCommandException("There is not enough " + coffee + ".", 1);
		}
	}

	@SshCommand(name = "coffee roast", description = "Roasts a batch, which Ctrl-C stops.", timeLimit = "0")
	String roast(@SshArgument(description = "Name of the coffee.", completion = CoffeeNames.class) String coffee,
			@SshOption(names = { "-k", "--kilograms" }, description = "How much of it.",
					defaultValue = "10") @Min(1) @Max(60) int kilograms,
			@SshOption(names = { "-t", "--time" }, description = "How long it takes.",
					defaultValue = "15s") Duration time,
			SshCommandContext context) throws InterruptedException {
		GreenCoffee left = this.store.add(coffee, -kilograms)
			.orElseThrow(() -> new SshCommandException("There is not enough " + coffee + ".", 1));
		try (ProgressBar bar = context.terminal().progress("Roasting " + coffee, STEPS)) {
			for (int i = 0; i < STEPS; i++) {
				Thread.sleep(time.toMillis() / STEPS);
				bar.step(1);
			}
		}
		catch (InterruptedException ex) {
			this.store.add(coffee, kilograms);
			throw ex;
		}
		return "Roasted %d kg of %s, %d kg are left.".formatted(kilograms, coffee, left.kilograms());
	}

}
