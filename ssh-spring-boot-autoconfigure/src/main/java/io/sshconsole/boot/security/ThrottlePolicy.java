package io.sshconsole.boot.security;

import java.time.Duration;

/**
 * How failed log-ins slow down and stop those that follow.
 *
 * @param enabled whether they do at all
 * @param delayAfter number of failures after which each further attempt waits
 * @param blockAfter number of failures after which nothing is looked at for a while
 * @param blockTime length of the first block; each further one is twice as long
 * @param maxBlockTime longest block
 * @param window time after which failures, and blocks that have ended, are forgotten
 * @param ipv6Prefix number of bits that make one network of IPv6 addresses, because one
 * customer owns all hosts of his
 * @param maxEntries number of networks, and as many users, that are remembered
 * @param exemptLoopback whether this machine is not counted as a network: many people may
 * be behind it, as with a tunnel
 */
public record ThrottlePolicy(boolean enabled, int delayAfter, int blockAfter, Duration blockTime, Duration maxBlockTime,
		Duration window, int ipv6Prefix, int maxEntries, boolean exemptLoopback) {

	private static final long FIRST_DELAY_MILLIS = 250;

	/**
	 * Longest wait. Each one keeps a connection busy.
	 */
	private static final long MAX_DELAY_MILLIS = 3000;

	/**
	 * Returns how long an attempt waits before it is looked at.
	 * @param failures the number of those before
	 * @return zero, or a time that doubles with each failure
	 */
	Duration delay(int failures) {
		if (failures == 0 || failures < this.delayAfter) {
			return Duration.ZERO;
		}
		int doublings = Math.min(failures - this.delayAfter, 10);
		return Duration.ofMillis(Math.min(FIRST_DELAY_MILLIS << doublings, MAX_DELAY_MILLIS));
	}

	/**
	 * Returns how long a block lasts.
	 * @param before the number of blocks shortly before
	 * @return the time
	 */
	Duration block(int before) {
		Duration time = this.blockTime;
		for (int i = 0; i < before && time.compareTo(this.maxBlockTime) < 0; i++) {
			time = time.multipliedBy(2);
		}
		return (time.compareTo(this.maxBlockTime) < 0) ? time : this.maxBlockTime;
	}

}
