package io.sshconsole.sample;

import java.time.Instant;

/**
 * An order of one coffee by one customer.
 *
 * @param id number of the order
 * @param status how far it has come
 * @param kilograms how much was ordered
 * @param coffee what is roasted
 * @param customer who ordered
 * @param placed when it was ordered
 */
record Order(long id, OrderStatus status, int kilograms, String coffee, String customer, Instant placed) {

	/**
	 * Whether there is still something to do.
	 * @return {@code false} at the end of the order's way
	 */
	boolean isOpen() {
		return this.status == OrderStatus.PLACED || this.status == OrderStatus.ROASTING;
	}

	String summary() {
		return "%d kg of %s for %s".formatted(this.kilograms, this.coffee, this.customer);
	}

	/**
	 * Takes the order one step further.
	 * @return the order after the step
	 */
	Order advance() {
		return switch (this.status) {
			case PLACED -> withStatus(OrderStatus.ROASTING);
			case ROASTING -> withStatus(OrderStatus.SHIPPED);
			case SHIPPED, CANCELLED -> throw closed();
		};
	}

	/**
	 * Calls the order off.
	 * @return the cancelled order
	 * @throws IllegalStateException if it is too late
	 */
	Order cancel() {
		if (!isOpen()) {
			throw closed();
		}
		return withStatus(OrderStatus.CANCELLED);
	}

	private IllegalStateException closed() {
		return new IllegalStateException("Order " + this.id + " is " + this.status);
	}

	private Order withStatus(OrderStatus status) {
		return new Order(this.id, status, this.kilograms, this.coffee, this.customer, this.placed);
	}

}
