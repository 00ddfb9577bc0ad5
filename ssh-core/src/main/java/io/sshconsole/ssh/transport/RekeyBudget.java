package io.sshconsole.ssh.transport;

import java.util.concurrent.TimeUnit;

/**
 * Keeps a peer from having us make keys for ever: a key exchange costs us a signature and
 * a key agreement, and the peer little. One that moves data may renew its keys as often
 * as it likes; for the others there is an allowance that grows with time. One thread, the
 * reader.
 */
final class RekeyBudget {

	/**
	 * Bytes since the last exchange, in both directions, that make the next one free.
	 */
	static final long ENOUGH = 16 * 1024;

	private static final long FULL = TimeUnit.MINUTES.toNanos(1);

	private final long cost;

	private long allowance = FULL;

	private long lastTime;

	private long lastBytes;

	/**
	 * Starts with a full allowance.
	 * @param perMinute how many exchanges a minute brings
	 * @param now the present value of {@link System#nanoTime}
	 */
	RekeyBudget(int perMinute, long now) {
		this.cost = FULL / perMinute;
		this.lastTime = now;
	}

	/**
	 * Pays for an exchange that the peer begins.
	 * @param bytes how many have been moved so far
	 * @param now the present value of {@link System#nanoTime}
	 * @return whether there was enough
	 */
	boolean spend(long bytes, long now) {
		this.allowance = Math.min(FULL, this.allowance + now - this.lastTime);
		this.lastTime = now;
		if (bytes - this.lastBytes < ENOUGH) {
			this.allowance -= this.cost;
		}
		return this.allowance >= 0;
	}

	/**
	 * Remembers where an exchange has ended, whoever began it.
	 * @param bytes how many have been moved so far, those of the exchange among them
	 */
	void exchanged(long bytes) {
		this.lastBytes = bytes;
	}

}
