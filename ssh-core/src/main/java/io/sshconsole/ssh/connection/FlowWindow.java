package io.sshconsole.ssh.connection;

import io.sshconsole.ssh.wire.DisconnectException;

/**
 * How many bytes one side of a channel may still send (RFC 4254 §5.2). The number on the
 * wire is an unsigned 32-bit one. Has no lock of its own: a channel's lock guards it.
 */
final class FlowWindow {

	private static final long MAX = 0xffff_ffffL;

	private long available;

	FlowWindow(long initial) {
		this.available = initial;
	}

	long available() {
		return this.available;
	}

	/**
	 * Takes credit for bytes that are sent.
	 * @param wanted how many one would like to send
	 * @return how many may be sent, possibly none
	 */
	int take(int wanted) {
		int taken = (int) Math.min(wanted, this.available);
		this.available -= taken;
		return taken;
	}

	/**
	 * Books bytes that arrived.
	 * @param count how many
	 * @throws DisconnectException if the peer was not allowed to send that many: what it
	 * may send is what we are ready to hold in memory
	 */
	void consume(int count) throws DisconnectException {
		if (count > this.available) {
			throw DisconnectException.protocolError(count + " bytes of channel data in a window of " + this.available);
		}
		this.available -= count;
	}

	/**
	 * Adds credit.
	 * @param count how many bytes more
	 * @throws DisconnectException if the sum is no 32-bit number
	 */
	void adjust(long count) throws DisconnectException {
		if (this.available + count > MAX) {
			throw DisconnectException.protocolError("a channel window beyond 2^32-1");
		}
		this.available += count;
	}

}
