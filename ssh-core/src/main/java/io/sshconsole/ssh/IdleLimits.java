package io.sshconsole.ssh;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.Connection;

/**
 * How long connections and channels may do nothing: without it what a client has
 * forgotten, or only holds, keeps its place (sshd's {@code UnusedConnectionTimeout} and
 * {@code ChannelTimeout}).
 *
 * @param silent how long a connection may be silent, whatever it has open; zero for ever
 * @param unused how long a connection may be without a channel, which nobody can do
 * anything with; zero for ever. What its client has asked us to listen for is none
 * @param channels how long a channel may be silent until it is closed, while its
 * connection goes on, by kind such as {@code session} or {@code direct-tcpip}
 */
public record IdleLimits(Duration silent, Duration unused, Map<String, Duration> channels) {

	/**
	 * Half an hour for a silent connection and no other limit.
	 */
	public static final IdleLimits DEFAULT = new IdleLimits(Duration.ofMinutes(30), Duration.ZERO, Map.of());

	/**
	 * Checks the limits.
	 * @throws IllegalArgumentException if a time is negative, or that of a channel is
	 * zero
	 */
	public IdleLimits {
		channels = Map.copyOf(channels);
		if (silent.isNegative() || unused.isNegative()) {
			throw new IllegalArgumentException("The time-out of a connection must not be negative");
		}
		if (channels.values().stream().anyMatch((time) -> time.isNegative() || time.isZero())) {
			throw new IllegalArgumentException("The time-out of a channel must be positive");
		}
	}

	/**
	 * Tells whether nothing has happened on a connection for too long.
	 */
	boolean isSilent(Connection connection, long now) {
		return !this.silent.isZero() && exceeds(now - connection.lastActivity(), this.silent);
	}

	/**
	 * Tells whether a connection has had no channel for too long.
	 */
	boolean isUnused(Connection connection, long now) {
		return !this.unused.isZero() && connection.isUnused() && exceeds(now - connection.lastActivity(), this.unused);
	}

	/**
	 * Returns the channels that have been silent for too long.
	 */
	List<Channel> idle(Connection connection, long now) {
		return connection.channels().stream().filter((channel) -> {
			Duration limit = this.channels.get(channel.kind());
			return limit != null && channel.isOpen() && exceeds(now - channel.lastActivity(), limit);
		}).toList();
	}

	/**
	 * Compares without turning the limit into nanoseconds: "for ever" may be given as
	 * more of them than a number holds.
	 */
	private static boolean exceeds(long nanos, Duration limit) {
		return Duration.ofNanos(nanos).compareTo(limit) > 0;
	}

}
