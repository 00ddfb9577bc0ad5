package io.sshconsole.sample;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link OrderBook}.
 */
class OrderBookTests {

	private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

	private final OrderBook orders = new OrderBook(Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void numbersOrdersFrom1001() {
		assertThat(this.orders.place("Kiosk 24", "Sidamo", 3))
			.isEqualTo(new Order(1001, OrderStatus.PLACED, 3, "Sidamo", "Kiosk 24", NOW));
		assertThat(this.orders.place("Kiosk 24", "Sidamo", 3).id()).isEqualTo(1002);
	}

	@Test
	void advancesTheOldestOpenOrderUntilItIsShipped() {
		this.orders.place("Kiosk 24", "Sidamo", 3);
		this.orders.place("Hotel Astoria", "House Espresso", 40);
		assertThat(this.orders.advanceOldest()).map(Order::status).contains(OrderStatus.ROASTING);
		assertThat(this.orders.advanceOldest()).map(Order::status).contains(OrderStatus.SHIPPED);
		assertThat(this.orders.advanceOldest()).map(Order::id).contains(1002L);
	}

	@Test
	void advancesNothingWhenNothingIsOpen() {
		this.orders.place("Kiosk 24", "Sidamo", 3);
		this.orders.update(1001, Order::cancel);
		assertThat(this.orders.advanceOldest()).isEmpty();
	}

	@Test
	void leavesAnOrderAsItIsWhenItsChangeFails() {
		this.orders.place("Kiosk 24", "Sidamo", 3);
		this.orders.update(1001, Order::cancel);
		assertThatIllegalStateException().isThrownBy(() -> this.orders.update(1001, Order::cancel));
		assertThat(this.orders.find(1001)).map(Order::status).contains(OrderStatus.CANCELLED);
	}

	@Test
	void showsEveryChangeToAWatcherInOrder() {
		try (OrderChanges changes = this.orders.watch()) {
			this.orders.place("Kiosk 24", "Sidamo", 3);
			this.orders.advanceOldest();
			assertThat(changes.next()).map(Order::status).contains(OrderStatus.PLACED);
			assertThat(changes.next()).map(Order::status).contains(OrderStatus.ROASTING);
		}
	}

	@Test
	void aWatcherThatIsInterruptedIsAtTheEndOfTheChanges() {
		this.orders.place("Kiosk 24", "Sidamo", 3);
		try (Stream<Order> changes = this.orders.watch().stream()) {
			Thread.currentThread().interrupt();
			assertThat(changes).isEmpty();
		}
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.orders.isWatched()).isFalse();
	}

}
