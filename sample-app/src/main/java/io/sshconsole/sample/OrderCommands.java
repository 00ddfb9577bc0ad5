package io.sshconsole.sample;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
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
	String list(
			@SshOption(names = { "-s", "--status" },
					description = "Only orders that are just there.") @Nullable OrderStatus status,
			@SshOption(names = { "-n", "--limit" }, description = "Only so many, the latest.",
					defaultValue = "20") int limit) {
		List<Order> found = this.orders.all()
			.stream()
			.filter((order) -> status == null || order.status() == status)
			.toList();
		return found.stream()
			.skip(Math.max(0, found.size() - limit))
			.map(OrderCommands::line)
			.collect(Collectors.joining("\n"));
	}

	@SshCommand(name = "orders show", description = "Shows one order.")
	String show(@SshArgument(description = "Number of the order.") long id) {
		Order order = this.orders.find(id).orElseThrow(() -> unknown(id));
		return """
				Order     %d
				Placed    %s
				Customer  %s
				Coffee    %s, %d kg
				Status    %s""".formatted(order.id(), order.placed(), order.customer(), order.coffee(),
				order.kilograms(), order.status());
	}

	@SshCommand(name = "orders cancel", description = "Cancels an order that has not been shipped.")
	@PreAuthorize("hasRole('ADMIN')")
	String cancel(@SshArgument(description = "Number of the order.") long id) {
		try {
			return this.orders.update(id, Order::cancel).map(OrderCommands::line).orElseThrow(() -> unknown(id));
		}
		catch (IllegalStateException ex) {
			throw new SshCommandException("It is too late to cancel the order " + id + ".", 1, ex);
		}
	}

	@SshCommand(name = "orders watch", description = "Prints every change until it is interrupted.")
	void watch(SshCommandContext context) throws InterruptedException {
		try (OrderChanges changes = this.orders.watch()) {
			while (!context.isCancelled()) {
				context.out().println(line(changes.next()));
			}
		}
	}

	@SshCommand(name = "orders import", description = "Places orders from lines of CSV: customer,coffee,kilograms.")
	String importOrders(SshCommandContext context) throws IOException {
		List<OrderLine> lines = OrderLine.read(context.in());
		lines.forEach((line) -> this.orders.place(line.customer(), line.coffee(), line.kilograms()));
		return "Placed " + lines.size() + " orders.";
	}

	@SshCommand(name = "orders export", description = "Writes all orders as gzipped CSV, for a file.")
	void export(SshCommandContext context) throws IOException {
		GZIPOutputStream gzip = new GZIPOutputStream(context.rawOut());
		Writer csv = new OutputStreamWriter(gzip, StandardCharsets.UTF_8);
		for (Order order : this.orders.all()) {
			csv.write("%d,%s,%s,%s,%d\n".formatted(order.id(), order.status(), order.customer(), order.coffee(),
					order.kilograms()));
		}
		csv.close();
	}

	private static String line(Order order) {
		return "%d  %-9s  %4d kg  %-14s  %s".formatted(order.id(), order.status(), order.kilograms(), order.coffee(),
				order.customer());
	}

	private static SshCommandException unknown(long id) {
		return new SshCommandException("There is no order " + id + ".", 1);
	}

}
