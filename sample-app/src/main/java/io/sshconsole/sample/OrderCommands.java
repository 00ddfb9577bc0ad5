package io.sshconsole.sample;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshOption;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/**
 * The commands of the order book.
 */
@Component
class OrderCommands {

	private final OrderBook orders;

	OrderCommands(OrderBook orders) {
		this.orders = orders;
	}

	@SshCommand(name = "orders list", description = "Lists the orders, the oldest first.")
	List<Order> list(
			@SshOption(names = { "-s", "--status" },
					description = "Only orders that are just there.") @Nullable OrderStatus status,
			@SshOption(names = { "-n", "--limit" }, description = "Only so many, the latest.",
					defaultValue = "20") int limit) {
		List<Order> found = this.orders.all()
			.stream()
			.filter((order) -> status == null || order.status() == status)
			.toList();
		return found.subList(Math.max(0, found.size() - Math.max(0, limit)), found.size());
	}

	@SshCommand(name = "orders show", description = "Shows one order.")
	Order show(@SshArgument(description = "Number of the order.") long id) {
		return this.orders.find(id).orElseThrow(() -> unknown(id));
	}

	@SshCommand(name = "orders cancel", description = "Cancels an order that has not been shipped.")
	@PreAuthorize("hasRole('ADMIN')")
	Order cancel(@SshArgument(description = "Number of the order.") long id) {
		try {
			return this.orders.update(id, Order::cancel).orElseThrow(() -> unknown(id));
		}
		catch (IllegalStateException ex) {
			throw new SshCommandException("It is too late to cancel the order " + id + ".", 1, ex);
		}
	}

	@SshCommand(name = "orders watch", description = "Prints every change until it is interrupted.")
	void watch(SshCommandContext context) throws InterruptedException {
		try (OrderChanges changes = this.orders.watch()) {
			while (!context.isCancelled()) {
				Order order = changes.next();
				context.out().println("%d of %s: %s".formatted(order.id(), order.customer(), order.status()));
			}
		}
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
