package io.sshconsole.sample;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What one watcher has not seen yet of the changes in the order book.
 */
final class OrderChanges implements AutoCloseable {

	/**
	 * Changes kept for a watcher that does not read. Later ones are lost to it, because
	 * the order book waits for nobody.
	 */
	private static final int CAPACITY = 1000;

	private final BlockingQueue<Order> unseen = new LinkedBlockingQueue<>(CAPACITY);

	private final Consumer<OrderChanges> onClose;

	OrderChanges(Consumer<OrderChanges> onClose) {
		this.onClose = onClose;
	}

	void add(Order order) {
		this.unseen.offer(order);
	}

	/**
	 * Waits for the next change.
	 * @return the changed order, or empty if the watcher is told to stop
	 */
	Optional<Order> next() {
		try {
			return Optional.of(this.unseen.take());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
	}

	/**
	 * Returns the changes one by one, each as it happens.
	 * @return a stream that waits for them; close it to end the watch
	 */
	Stream<Order> stream() {
		return Stream.generate(this::next)
			.takeWhile(Optional::isPresent)
			.map(Optional::orElseThrow)
			.onClose(this::close);
	}

	@Override
	public void close() {
		this.onClose.accept(this);
	}

}
