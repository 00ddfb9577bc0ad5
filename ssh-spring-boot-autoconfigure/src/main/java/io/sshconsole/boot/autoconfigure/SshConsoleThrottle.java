package io.sshconsole.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.sshconsole.boot.security.ThrottlePolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How failed log-ins by password slow down and stop those that follow, by address and by
 * user. Keys are never stopped.
 *
 * @param enabled Whether failed log-ins slow down those that follow.
 * @param delayAfter Number of failures after which each further attempt waits, up to
 * three seconds. Use 0 to wait from the second attempt on.
 * @param blockAfter Number of failures after which attempts are not looked at for a
 * while.
 * @param blockTime Length of the first block. Each further one is twice as long. If a
 * duration suffix is not specified, seconds will be used.
 * @param maxBlockTime Length of the longest block. If a duration suffix is not specified,
 * seconds will be used.
 * @param window Time after which failures are forgotten, and blocks that have ended. If a
 * duration suffix is not specified, seconds will be used.
 * @param ipv6Prefix Number of bits of an IPv6 address that make one network. Its hosts
 * are not told apart, because one customer owns all of them.
 * @param maxEntries Maximum number of networks, and of users, whose failures are
 * remembered. The one that is idle longest is forgotten first.
 * @param exemptLoopback Whether failures are counted by user alone on loopback addresses.
 * Behind them may be many people, as with a tunnel.
 * @param authority Authority that a user needs to see who is blocked, and to end a block.
 * When it is not set, there are no commands for it.
 */
public record SshConsoleThrottle(@DefaultValue("true") boolean enabled, @DefaultValue("3") int delayAfter,
		@DefaultValue("10") int blockAfter, @DefaultValue("1m") @DurationUnit(ChronoUnit.SECONDS) Duration blockTime,
		@DefaultValue("1h") @DurationUnit(ChronoUnit.SECONDS) Duration maxBlockTime,
		@DefaultValue("15m") @DurationUnit(ChronoUnit.SECONDS) Duration window, @DefaultValue("64") int ipv6Prefix,
		@DefaultValue("10000") int maxEntries, @DefaultValue("true") boolean exemptLoopback,
		@Nullable String authority) {

	private static final int MIN_IPV6_PREFIX = 16;

	private static final int MAX_ENTRIES = 1_000_000;

	/**
	 * Longest time that makes sense: a typing error would otherwise keep people out until
	 * the restart.
	 */
	private static final long MAX_SECONDS = Duration.ofDays(30).toSeconds();

	private static final PropertyCheck check = new PropertyCheck("throttle.");

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleThrottle DEFAULT = new SshConsoleThrottle(true, 3, 10, Duration.ofMinutes(1),
			Duration.ofHours(1), Duration.ofMinutes(15), 64, 10_000, true, null);

	public SshConsoleThrottle {
		check.notNegative("delay-after", delayAfter);
		check.positive("block-after", blockAfter);
		if (blockAfter < delayAfter) {
			throw check.invalid("block-after", blockAfter,
					"It must not be less than 'ssh-console.throttle.delay-after', which is " + delayAfter + ".");
		}
		check.positive("block-time", blockTime);
		check.atLeast("max-block-time", maxBlockTime, blockTime);
		check.positive("window", window);
		atMostThirtyDays("max-block-time", maxBlockTime);
		atMostThirtyDays("window", window);
		check.between("ipv6-prefix", ipv6Prefix, MIN_IPV6_PREFIX, 128);
		check.between("max-entries", maxEntries, 1, MAX_ENTRIES);
		check.notBlank("authority", authority);
	}

	private static void atMostThirtyDays(String name, Duration value) {
		if (value.toSeconds() > MAX_SECONDS) {
			throw check.invalid(name, value, "It must be at most 30d.");
		}
	}

	ThrottlePolicy policy() {
		return new ThrottlePolicy(this.enabled, this.delayAfter, this.blockAfter, this.blockTime, this.maxBlockTime,
				this.window, this.ipv6Prefix, this.maxEntries, this.exemptLoopback);
	}

}
