package io.sshconsole.ssh.transport;

import java.time.Duration;

/**
 * Refuses settings that are out of their range.
 */
final class Bounds {

	private Bounds() {
	}

	static long within(String name, long value, long min, long max) {
		if (value < min || value > max) {
			throw new IllegalArgumentException("'" + name + "' must be from " + min + " to " + max);
		}
		return value;
	}

	static Duration positive(String name, Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			throw new IllegalArgumentException("'" + name + "' must be positive");
		}
		return duration;
	}

}
