package io.sshconsole.sample;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

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
	 * @return the changed order
	 * @throws InterruptedException if the watcher is told to stop
	 */
	Order next() throws InterruptedException {
		return this.unseen.take();
	}

	@Override
	public void close() {
		this.onClose.accept(this);
	}

}
