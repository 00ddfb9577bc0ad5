package io.sshconsole.ssh.transport;

import java.util.concurrent.TimeUnit;

/**
 * Keeps a peer from having us make keys for ever: a key exchange costs us a signature and
 * a key agreement, and the peer little. Time brings an allowance for some, and data for
 * as many as anybody needs who moves data. One thread, the reader.
 */
final class RekeyBudget {

	/**
	 * Bytes in both directions that pay for an exchange, several times what it moves
	 * itself.
	 */
	static final long PRICE = 16 * 1024;

	private static final long FULL = TimeUnit.MINUTES.toNanos(1);

	private final long cost;

	/**
	 * Bytes that bring the whole allowance.
	 */
	private final long enough;

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
		this.enough = PRICE * perMinute;
		this.lastTime = now;
	}

	/**
	 * Pays for an exchange that the peer begins.
	 * @param bytes how many have been moved so far
	 * @param now the present value of {@link System#nanoTime}
	 * @return whether there was enough
	 */
	boolean spend(long bytes, long now) {
		long earned = (now - this.lastTime) + Math.min(this.enough, bytes - this.lastBytes) * this.cost / PRICE;
		this.lastTime = now;
		this.lastBytes = bytes;
		this.allowance = Math.min(FULL, this.allowance + earned) - this.cost;
		return this.allowance >= 0;
	}

}
