package io.sshconsole.ssh.connection;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places for channels that the peer may open on one connection. A place is taken
 * before anybody is asked about a channel, and is free when the channel is closed and its
 * task has ended. Taken by the reader alone, freed by any thread.
 */
final class PeerPlaces {

	private final ConnectionLimits limits;

	/**
	 * Of channels that the handler has let the peer open.
	 */
	private final AtomicInteger sessions = new AtomicInteger();

	/**
	 * Of channels that lead to other connections.
	 */
	private final AtomicInteger tunnels = new AtomicInteger();

	private volatile boolean closed;

	PeerPlaces(ConnectionLimits limits) {
		this.limits = limits;
	}

	boolean takeSession() {
		return take(this.sessions, this.limits.maxSessions());
	}

	void freeSession() {
		this.sessions.decrementAndGet();
	}

	boolean takeTunnel() {
		return take(this.tunnels, this.limits.maxTunnels());
	}

	void freeTunnel() {
		this.tunnels.decrementAndGet();
	}

	private boolean take(AtomicInteger places, int max) {
		// Only the reader takes, so that nobody can be faster than this look
		boolean free = !this.closed && places.get() < max;
		if (free) {
			places.incrementAndGet();
		}
		return free;
	}

	/**
	 * Gives no place away any more; those that are taken stay so.
	 */
	void close() {
		this.closed = true;
	}

	int sessions() {
		return this.sessions.get();
	}

	boolean areAllFree() {
		return this.sessions.get() == 0 && this.tunnels.get() == 0;
	}

}
