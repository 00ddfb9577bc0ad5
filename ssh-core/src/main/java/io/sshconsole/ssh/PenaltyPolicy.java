package io.sshconsole.ssh;

import java.time.Duration;

/**
 * How long a source address is kept out for what it did (sshd's
 * {@code PerSourcePenalties}). Penalties add up; they begin to bite beyond a threshold,
 * so that a typing error costs nothing.
 *
 * @param authenticationFailure for a connection whose attempts all failed: guessing
 * @param graceExceeded for a connection that did not log in in time: holding places
 * @param noAuthentication for a connection that left without any attempt: scanning, or
 * breaking the protocol
 * @param threshold below which the sum has no effect
 * @param max most that a source can be kept out
 * @param exemptLoopback whether the loopback addresses get no penalty; whoever is behind
 * them, a tunnel perhaps, is many people
 * @param maxSources most sources that are remembered: an attacker with many addresses
 * must not fill our memory. Beyond it the one that is free soonest is forgotten
 */
public record PenaltyPolicy(Duration authenticationFailure, Duration graceExceeded, Duration noAuthentication,
		Duration threshold, Duration max, boolean exemptLoopback, int maxSources) {

	/**
	 * The times of OpenSSH 9.8, a little more for holding places.
	 */
	public static final PenaltyPolicy DEFAULT = new PenaltyPolicy(Duration.ofSeconds(5), Duration.ofSeconds(20),
			Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(10), true, 65_536);

	/**
	 * No penalties.
	 */
	public static final PenaltyPolicy NONE = new PenaltyPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO,
			Duration.ZERO, Duration.ZERO, true, 1);

	/**
	 * Checks the policy.
	 * @throws IllegalArgumentException if a time is negative, or no source is remembered
	 */
	public PenaltyPolicy {
		if (authenticationFailure.isNegative() || graceExceeded.isNegative() || noAuthentication.isNegative()
				|| threshold.isNegative() || max.isNegative() || maxSources < 1) {
			throw new IllegalArgumentException("A penalty must not be negative, and at least one is remembered");
		}
	}

}
