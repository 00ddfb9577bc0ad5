package io.sshconsole.ssh;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.sshconsole.ssh.auth.AuthLimits;
import io.sshconsole.ssh.connection.ConnectionLimits;

/**
 * The bounds of a server, each named after the attack that it stops. Those of packets and
 * keys are in the {@link io.sshconsole.ssh.transport.TransportConfig}.
 *
 * @param loginGraceTime how long a peer may take to log in: without it, silent peers
 * would hold their places for ever
 * @param maxConnections most connections in all: each costs a thread and buffers
 * @param startups how many may be logging in: strangers must not take all places
 * @param penalties how long misdeeds keep a source out: guessing and scanning get slow
 * @param authentication how much an unknown peer may ask
 * @param connection how much one log-in may make us start and remember
 * @param idle how long what is logged in may do nothing: who forgot to log out, or only
 * holds a place
 * @param keepAliveInterval after which silence a peer is asked for a sign of life; zero
 * for never
 * @param keepAliveMaxMissed how many questions may stay without any sign of life: a peer
 * whose network is gone would keep its place until TCP notices, if ever
 */
public record ServerLimits(Duration loginGraceTime, int maxConnections, StartupLimits startups, PenaltyPolicy penalties,
		AuthLimits authentication, ConnectionLimits connection, IdleLimits idle, Duration keepAliveInterval,
		int keepAliveMaxMissed) {

	/**
	 * Checks the limits.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public ServerLimits {
		if (loginGraceTime.isNegative() || loginGraceTime.isZero()) {
			throw new IllegalArgumentException("'loginGraceTime' must be positive");
		}
		if (maxConnections < 1) {
			throw new IllegalArgumentException("'maxConnections' must be positive");
		}
		if (keepAliveInterval.isNegative() || keepAliveMaxMissed < 1) {
			throw new IllegalArgumentException("A keepalive has an interval and at least one question");
		}
	}

	/**
	 * Starts with the limits of a server that is not told otherwise.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Collects the limits.
	 */
	public static final class Builder {

		private Duration loginGraceTime = Duration.ofSeconds(30);

		private int maxConnections = 100;

		private StartupLimits startups = new StartupLimits(10, 30, 100, 10);

		private PenaltyPolicy penalties = PenaltyPolicy.DEFAULT;

		private AuthLimits authentication = AuthLimits.DEFAULT;

		private ConnectionLimits connection = ConnectionLimits.DEFAULT;

		private IdleLimits idle = IdleLimits.DEFAULT;

		private Duration keepAliveInterval = Duration.ZERO;

		private int keepAliveMaxMissed = 3;

		private Builder() {
		}

		/**
		 * Sets how long a peer may take to log in. Default: 30 seconds.
		 * @param time positive
		 * @return this builder
		 */
		public Builder loginGraceTime(Duration time) {
			this.loginGraceTime = time;
			return this;
		}

		/**
		 * Sets how many connections there may be. Default: 100.
		 * @param count at least one
		 * @return this builder
		 */
		public Builder maxConnections(int count) {
			this.maxConnections = count;
			return this;
		}

		/**
		 * Sets how connections are refused while many are logging in. Default: from 10 on
		 * at random, first 30 percent, all beyond 100, and 10 for each source.
		 * @param startups the limits
		 * @return this builder
		 */
		public Builder startups(StartupLimits startups) {
			this.startups = startups;
			return this;
		}

		/**
		 * Sets for how long misdeeds keep a source out. Default:
		 * {@link PenaltyPolicy#DEFAULT}.
		 * @param penalties the times
		 * @return this builder
		 */
		public Builder penalties(PenaltyPolicy penalties) {
			this.penalties = penalties;
			return this;
		}

		/**
		 * Sets how much an unknown peer may ask. Default: {@link AuthLimits#DEFAULT}.
		 * @param limits the limits
		 * @return this builder
		 */
		public Builder authentication(AuthLimits limits) {
			this.authentication = limits;
			return this;
		}

		/**
		 * Sets how many attempts to log in may fail on one connection. Default: 6.
		 * @param count at least one
		 * @return this builder
		 */
		public Builder maxAuthAttempts(int count) {
			return authentication(
					new AuthLimits(count, this.authentication.maxRequests(), this.authentication.maxUsernameLength()));
		}

		/**
		 * Sets how much one log-in may make us start and remember. Default:
		 * {@link ConnectionLimits#DEFAULT}.
		 * @param limits the limits
		 * @return this builder
		 */
		public Builder connection(ConnectionLimits limits) {
			this.connection = limits;
			return this;
		}

		/**
		 * Sets how long connections and channels may do nothing. Default:
		 * {@link IdleLimits#DEFAULT}.
		 * @param limits the limits
		 * @return this builder
		 */
		public Builder idle(IdleLimits limits) {
			this.idle = limits;
			return this;
		}

		/**
		 * Sets after which silence a connection ends. Default: 30 minutes.
		 * @param time zero for never
		 * @return this builder
		 * @throws IllegalArgumentException if it is negative
		 */
		public Builder idleTimeout(Duration time) {
			return idle(new IdleLimits(time, this.idle.unused(), this.idle.channels()));
		}

		/**
		 * Sets how long a client may be logged in without any channel. What it has asked
		 * us to listen for is none. Default: as long as it likes.
		 * @param time zero for ever
		 * @return this builder
		 * @throws IllegalArgumentException if it is negative
		 */
		public Builder unusedTimeout(Duration time) {
			return idle(new IdleLimits(this.idle.silent(), time, this.idle.channels()));
		}

		/**
		 * Sets after which silence a channel is closed, while its connection goes on.
		 * Default: never.
		 * @param kind such as {@code session} or {@code direct-tcpip}
		 * @param time positive
		 * @return this builder
		 * @throws IllegalArgumentException if it is not positive
		 */
		public Builder channelTimeout(String kind, Duration time) {
			Map<String, Duration> channels = new HashMap<>(this.idle.channels());
			channels.put(kind, time);
			return idle(new IdleLimits(this.idle.silent(), this.idle.unused(), channels));
		}

		/**
		 * Sets how dead peers are found. Default: never.
		 * @param interval the time of silence before a question; zero for never
		 * @param maxMissed how many questions may stay without any sign of life
		 * @return this builder
		 */
		public Builder keepAlive(Duration interval, int maxMissed) {
			this.keepAliveInterval = interval;
			this.keepAliveMaxMissed = maxMissed;
			return this;
		}

		/**
		 * Builds the limits.
		 * @return the limits
		 * @throws IllegalArgumentException if one is out of its range
		 */
		public ServerLimits build() {
			return new ServerLimits(this.loginGraceTime, this.maxConnections, this.startups, this.penalties,
					this.authentication, this.connection, this.idle, this.keepAliveInterval, this.keepAliveMaxMissed);
		}

	}

}
