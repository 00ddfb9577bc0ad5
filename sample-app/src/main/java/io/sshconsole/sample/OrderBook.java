package io.sshconsole.sample;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * All orders of the roastery, in memory. One lock guards them and the list of those who
 * watch, so that every watcher sees the changes in the order in which they happened.
 */
class OrderBook {

	private final ReentrantLock lock = new ReentrantLock();

	private final SortedMap<Long, Order> orders = new TreeMap<>();

	private final List<OrderChanges> watchers = new ArrayList<>();

	private final Clock clock;

	private long lastId = 1000;

	OrderBook(Clock clock) {
		this.clock = clock;
	}

	Order place(String customer, String coffee, int kilograms) {
		this.lock.lock();
		try {
			return keep(
					new Order(++this.lastId, OrderStatus.PLACED, kilograms, coffee, customer, this.clock.instant()));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Changes one order.
	 * @param id its number
	 * @param change what becomes of it; what it throws leaves the order as it was
	 * @return the changed order, or empty if there is none of that number
	 */
	Optional<Order> update(long id, UnaryOperator<Order> change) {
		this.lock.lock();
		try {
			return Optional.ofNullable(this.orders.get(id)).map((order) -> keep(change.apply(order)));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes the oldest open order one step further.
	 * @return that order, or empty if nothing is open
	 */
	Optional<Order> advanceOldest() {
		this.lock.lock();
		try {
			return this.orders.values()
				.stream()
				.filter(Order::isOpen)
				.findFirst()
				.map((order) -> keep(order.advance()));
		}
		finally {
			this.lock.unlock();
		}
	}

	Optional<Order> find(long id) {
		this.lock.lock();
		try {
			return Optional.ofNullable(this.orders.get(id));
		}
		finally {
			this.lock.unlock();
		}
	}

	List<Order> all() {
		this.lock.lock();
		try {
			return List.copyOf(this.orders.values());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Starts to watch.
	 * @return every change from now on, until it is closed
	 */
	OrderChanges watch() {
		OrderChanges changes = new OrderChanges(this::forget);
		this.lock.lock();
		try {
			this.watchers.add(changes);
		}
		finally {
			this.lock.unlock();
		}
		return changes;
	}

	boolean isWatched() {
		this.lock.lock();
		try {
			return !this.watchers.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	private Order keep(Order order) {
		this.orders.put(order.id(), order);
		this.watchers.forEach((watcher) -> watcher.add(order));
		return order;
	}

	private void forget(OrderChanges changes) {
		this.lock.lock();
		try {
			this.watchers.remove(changes);
		}
		finally {
			this.lock.unlock();
		}
	}

}
