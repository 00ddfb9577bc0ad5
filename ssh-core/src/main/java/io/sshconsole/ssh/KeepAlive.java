package io.sshconsole.ssh;

import java.time.Duration;

/**
 * Finds out whether a silent peer is still there (sshd's {@code ClientAliveInterval} and
 * {@code ClientAliveCountMax}): after each interval without a byte from it we ask, and
 * after too many we give it up. Without it a peer whose network is gone keeps its place
 * until TCP notices, if ever. One thread, the watchdog.
 */
final class KeepAlive {

	private final long intervalNanos;

	private final int maxMissed;

	private long received;

	private long since;

	private int missed;

	/**
	 * Starts to look.
	 * @param interval the time of silence before a question; zero for never
	 * @param maxMissed how many questions may stay without any sign of life
	 * @param now the present value of {@link System#nanoTime}
	 */
	KeepAlive(Duration interval, int maxMissed, long now) {
		this.intervalNanos = interval.toNanos();
		this.maxMissed = maxMissed;
		this.since = now;
	}

	/**
	 * Looks whether something must be done.
	 * @param received how many bytes have come from the peer so far; any of them is a
	 * sign of life
	 * @param now the present value of {@link System#nanoTime}
	 * @return what to do
	 */
	Action next(long received, long now) {
		if (received != this.received) {
			this.received = received;
			this.since = now;
			this.missed = 0;
			return Action.NOTHING;
		}
		if (this.intervalNanos == 0 || now - this.since < this.intervalNanos) {
			return Action.NOTHING;
		}
		this.since = now;
		return (this.missed++ < this.maxMissed) ? Action.ASK : Action.GIVE_UP;
	}

	/**
	 * What to do about a peer.
	 */
	enum Action {

		NOTHING, ASK, GIVE_UP

	}

}
