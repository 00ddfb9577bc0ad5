package io.sshconsole.sample;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandGroup;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.shell.SshNotices;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/**
 * The commands of the order book.
 */
@Component
@SshCommandGroup(name = "orders", description = "The order book.")
class OrderCommands {

	private final OrderBook orders;

	private final CoffeeStore store;

	private final SshNotices notices;

	OrderCommands(OrderBook orders, CoffeeStore store, SshNotices notices) {
		this.orders = orders;
		this.store = store;
		this.notices = notices;
	}

	@SshCommand(name = "orders list", description = "Lists the orders, the oldest first.")
	List<Order> list(
			@SshOption(names = { "-s", "--status" },
					description = "Only orders that are just there.") @Nullable OrderStatus status,
			@SshOption(names = { "-n", "--limit" }, description = "Only so many, the latest.",
					defaultValue = "20") @PositiveOrZero int limit) {
		List<Order> found = this.orders.all()
			.stream()
			.filter((order) -> status == null || order.status() == status)
			.toList();
		return found.subList(Math.max(0, found.size() - limit), found.size());
	}

	@SshCommand(name = "orders show", description = "Shows one order.")
	Order show(@SshArgument(description = "Number of the order.", completion = OrderNumbers.class) long id) {
		return this.orders.find(id).orElseThrow(() -> unknown(id));
	}

	@SshCommand(name = "orders place", description = "Places an order.",
			examples = "orders place 'Tea House' Sidamo --kilograms 3")
	Order place(@SshArgument(description = "Who orders.") @Size(min = 1, max = 40) String customer,
			@SshArgument(description = "What; without it there is a list to choose from.",
					completion = CoffeeNames.class) @Nullable String coffee,
			@SshOption(names = { "-k", "--kilograms" }, description = "How much.",
					defaultValue = "5") @Min(1) @Max(500) int kilograms,
			SshCommandContext context) throws IOException {
		String chosen = (coffee != null) ? coffee
				: context.terminal()
					.choose("Which coffee?", this.store.all(), GreenCoffee::coffee)
					.map(GreenCoffee::coffee)
					.orElseThrow(() -> new SshCommandException("Nothing was ordered.", 1));
		return this.orders.place(customer, chosen, kilograms);
	}

	@SshCommand(name = "orders cancel", description = "Cancels an order that has not been shipped.")
	@PreAuthorize("hasRole('ADMIN')")
	Order cancel(@SshArgument(description = "Number of the order.", completion = OrderNumbers.class) long id,
			SshCommandContext context) throws IOException {
		if (!context.terminal().confirm("Cancel " + show(id).summary() + "?")) {
			throw new SshCommandException("Nothing was cancelled.", 1);
		}
		try {
			Order cancelled = this.orders.update(id, Order::cancel).orElseThrow(() -> unknown(id));
			this.notices.broadcast("Order " + id + " was cancelled by " + context.username() + ".");
			return cancelled;
		}
		catch (IllegalStateException ex) {
			throw new SshCommandException("It is too late to cancel the order " + id + ".", 1, ex);
		}
	}

	@SshCommand(name = "orders watch", description = "Shows every change as it happens, until it is interrupted.",
			timeLimit = "0")
	Stream<Order> watch() {
		return this.orders.watch().stream();
	}

	@SshCommand(name = "orders import", description = "Places orders from lines of CSV: customer,coffee,kilograms.")
	String importOrders(SshCommandContext context) throws IOException {
		List<OrderLine> lines = OrderLine.read(context.in());
		lines.forEach((line) -> this.orders.place(line.customer(), line.coffee(), line.kilograms()));
		return "Orders placed: " + lines.size();
	}

	@SshCommand(name = "orders export", description = "Writes all orders as gzipped CSV, for a file.")
	void export(SshCommandContext context) throws IOException {
		try (Writer csv = new OutputStreamWriter(new GZIPOutputStream(context.rawOut()), StandardCharsets.UTF_8)) {
			for (Order order : this.orders.all()) {
				csv.write("%d,%s,%d,%s,%s\n".formatted(order.id(), order.status(), order.kilograms(), order.coffee(),
						order.customer()));
			}
		}
	}

	private static SshCommandException unknown(long id) {
		return new SshCommandException("There is no order " + id + ".", 1);
	}

}
