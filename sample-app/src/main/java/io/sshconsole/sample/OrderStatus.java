package io.sshconsole.sample;

/**
 * How far an order has come.
 */
enum OrderStatus {

	PLACED, ROASTING, SHIPPED, CANCELLED

}
