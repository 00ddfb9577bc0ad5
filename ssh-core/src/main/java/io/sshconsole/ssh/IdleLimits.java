package io.sshconsole.ssh;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.Connection;

/**
 * How long channels, and connections that have none, may do nothing: without it what a
 * client has forgotten keeps its place (sshd's {@code ChannelTimeout} and
 * {@code UnusedConnectionTimeout}).
 *
 * @param unused how long a connection may be without a channel; zero for ever
 * @param channels how long a channel of a kind may be silent
 */
record IdleLimits(Duration unused, Map<String, Duration> channels) {

	static final IdleLimits NONE = new IdleLimits(Duration.ZERO, Map.of());

	IdleLimits {
		channels = Map.copyOf(channels);
		if (unused.isNegative() || channels.values().stream().anyMatch((time) -> time.isNegative() || time.isZero())) {
			throw new IllegalArgumentException("A time-out must be positive");
		}
	}

	IdleLimits withUnused(Duration unused) {
		return new IdleLimits(unused, this.channels);
	}

	IdleLimits withChannels(String kind, Duration time) {
		Map<String, Duration> channels = new HashMap<>(this.channels);
		channels.put(kind, time);
		return new IdleLimits(this.unused, channels);
	}

	/**
	 * Tells whether a connection has had no channel for too long.
	 */
	boolean isUnused(Connection connection, long now) {
		return !this.unused.isZero() && connection.isUnused()
				&& now - connection.lastActivity() > this.unused.toNanos();
	}

	/**
	 * Returns the channels that have been silent for too long.
	 */
	List<Channel> idle(Connection connection, long now) {
		return connection.channels().stream().filter((channel) -> {
			Duration limit = this.channels.get(channel.kind());
			return limit != null && channel.isOpen() && now - channel.lastActivity() > limit.toNanos();
		}).toList();
	}

}
