package io.sshconsole.ssh.transport;

import java.time.Duration;

/**
 * How long keys are used, how long an exchange of keys may take, and how often a peer may
 * begin one (RFC 4253 §9).
 *
 * @param after how many bytes in one direction keys protect
 * @param afterPackets how many packets in one direction keys protect
 * @param interval how long keys are used
 * @param timeout how long an exchange may take
 * @param perMinute how many exchanges a peer may begin in a minute
 */
record RekeyLimits(long after, long afterPackets, Duration interval, Duration timeout, int perMinute) {

	/**
	 * Most packets under one key that can be set: the sequence number has 32 bits (RFC
	 * 4344 §3.1).
	 */
	private static final long MAX_PACKETS = 1L << 31;

	/**
	 * Most bytes under one key: in the smallest packets they are less than 2^31, so that
	 * a peer's sequence numbers do not come round (RFC 4344 §3.1).
	 */
	private static final long MAX_BYTES = 1L << 35;

	static final RekeyLimits DEFAULT = new RekeyLimits(1L << 30, MAX_PACKETS, Duration.ofHours(1),
			Duration.ofSeconds(30), 60);

	RekeyLimits {
		Bounds.within("rekeyAfter", after, 1024, MAX_BYTES);
		Bounds.within("rekeyAfterPackets", afterPackets, 16, MAX_PACKETS);
		Bounds.positive("rekeyInterval", interval);
		Bounds.positive("keyExchangeTimeout", timeout);
		Bounds.within("maxRekeysPerMinute", perMinute, 1, 1_000_000);
	}

	RekeyLimits withAfter(long bytes) {
		return new RekeyLimits(bytes, this.afterPackets, this.interval, this.timeout, this.perMinute);
	}

	RekeyLimits withAfterPackets(long packets) {
		return new RekeyLimits(this.after, packets, this.interval, this.timeout, this.perMinute);
	}

	RekeyLimits withInterval(Duration interval) {
		return new RekeyLimits(this.after, this.afterPackets, interval, this.timeout, this.perMinute);
	}

	RekeyLimits withTimeout(Duration timeout) {
		return new RekeyLimits(this.after, this.afterPackets, this.interval, timeout, this.perMinute);
	}

	RekeyLimits withPerMinute(int count) {
		return new RekeyLimits(this.after, this.afterPackets, this.interval, this.timeout, count);
	}

}
