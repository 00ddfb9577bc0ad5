package io.sshconsole.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.sshconsole.ssh.IdleLimits;
import io.sshconsole.ssh.PenaltyPolicy;
import io.sshconsole.ssh.StartupLimits;
import io.sshconsole.ssh.connection.ConnectionLimits;
import io.sshconsole.ssh.transport.TransportConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * Limits that protect the server, each with the attack that it stops.
 *
 * @param loginGraceTime Time within which a connection must have logged in, against peers
 * that hold a place and say nothing. If a duration suffix is not specified, seconds will
 * be used.
 * @param maxConnections Maximum number of connections, against exhaustion of threads and
 * memory.
 * @param maxUnauthenticated Number of connections that have not logged in from which on
 * further ones are refused at random, against strangers that take all places.
 * @param unauthenticatedRefusalRate Chance in percent with which a connection is refused
 * at that number. It grows with the number.
 * @param unauthenticatedRefusalAll Number of connections that have not logged in from
 * which on all further ones are refused. The larger one of "max-connections" and
 * "max-unauthenticated" when not set.
 * @param maxUnauthenticatedPerSource Maximum number of connections from one address that
 * have not logged in, against one address that takes the places of all.
 * @param maxSessionsPerConnection Maximum number of sessions of one connection at a time,
 * against one login that starts work without bound.
 * @param idleTimeout Time after which a connection without traffic is closed, against
 * logins that are left behind. Use 0 for never. If a duration suffix is not specified,
 * seconds will be used.
 * @param unusedTimeout Time after which a connection that is logged in and has no session
 * is closed, against clients that hold a place for nothing. Use 0 for never. If a
 * duration suffix is not specified, seconds will be used.
 * @param channelTimeout Time of silence after which a channel is closed while its
 * connection goes on, by kind of channel such as session, against sessions that are
 * forgotten on connections in use. At least 1s. If a duration suffix is not specified,
 * milliseconds will be used.
 * @param keepAliveInterval Time of silence after which a peer is asked for a sign of
 * life, against peers whose network is gone and that keep their places. Use 0 for never.
 * If a duration suffix is not specified, seconds will be used.
 * @param keepAliveMaxMissed Number of such questions that may stay unanswered before the
 * connection is closed.
 * @param rekeyAfter Amount of data after which a connection gets new keys, against
 * collection of much data under one key.
 * @param rekeyAfterPackets Number of packets after which a connection gets new keys,
 * against sequence numbers that begin anew.
 * @param rekeyInterval Time after which a connection gets new keys. If a duration suffix
 * is not specified, seconds will be used.
 * @param keyExchangeTimeout Time within which a key exchange must end, against peers that
 * keep the old keys in use. If a duration suffix is not specified, seconds will be used.
 * @param maxRekeysPerMinute Maximum number of key exchanges that a peer may begin in a
 * minute without moving data between them, against floods of expensive exchanges.
 * @param maxPacketSize Maximum size of a packet, against lengths that make the server
 * hold memory. Between 35000B and 256KB.
 * @param maxDataBeforeAuthentication Maximum amount of data that is read before login,
 * against strangers that keep the server working.
 * @param maxPendingAnswers Maximum number of answers that wait to be sent, against peers
 * that ask and do not read.
 * @param answerTimeout Time within which a peer that asks faster than it reads must have
 * read some of the answers, against connections that are kept full. If a duration suffix
 * is not specified, seconds will be used.
 * @param maxStrayReplies Maximum number of replies of a peer that nobody waits for,
 * against floods of them.
 * @param maxUsernameLength Maximum length of a user name in characters, against names
 * that fill logs, caches and queries.
 * @param maxEnvironmentVariables Maximum number of environment variables of a session,
 * against clients that make the server remember much.
 * @param maxEnvironmentLength Maximum length of the name and of the value of such a
 * variable in characters.
 * @param maxCommandLength Maximum length of a command line in characters, against lines
 * that take long to parse and fill the log.
 * @param penalty Times for which an address is kept out.
 */
public record SshConsoleLimits(@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration loginGraceTime,
		@DefaultValue("100") int maxConnections, @DefaultValue("10") int maxUnauthenticated,
		@DefaultValue("30") int unauthenticatedRefusalRate, @Nullable Integer unauthenticatedRefusalAll,
		@DefaultValue("10") int maxUnauthenticatedPerSource, @DefaultValue("10") int maxSessionsPerConnection,
		@DefaultValue("30m") @DurationUnit(ChronoUnit.SECONDS) Duration idleTimeout,
		@DefaultValue("0") @DurationUnit(ChronoUnit.SECONDS) Duration unusedTimeout,
		@DefaultValue Map<String, Duration> channelTimeout,
		@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration keepAliveInterval,
		@DefaultValue("3") int keepAliveMaxMissed, @DefaultValue("1GB") DataSize rekeyAfter,
		@DefaultValue("2147483648") long rekeyAfterPackets,
		@DefaultValue("1h") @DurationUnit(ChronoUnit.SECONDS) Duration rekeyInterval,
		@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration keyExchangeTimeout,
		@DefaultValue("60") int maxRekeysPerMinute, @DefaultValue("256KB") DataSize maxPacketSize,
		@DefaultValue("1MB") DataSize maxDataBeforeAuthentication, @DefaultValue("1024") int maxPendingAnswers,
		@DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS) Duration answerTimeout,
		@DefaultValue("1000") int maxStrayReplies, @DefaultValue("256") int maxUsernameLength,
		@DefaultValue("20") int maxEnvironmentVariables, @DefaultValue("128") int maxEnvironmentLength,
		@DefaultValue("65536") int maxCommandLength, @DefaultValue Penalty penalty) {

	/**
	 * What the protocol core accepts.
	 */
	private static final DataSize MIN_REKEY_AFTER = DataSize.ofKilobytes(1);

	private static final DataSize MAX_REKEY_AFTER = DataSize.ofGigabytes(32);

	private static final DataSize MIN_PACKET_SIZE = DataSize.ofBytes(35_000);

	private static final DataSize MAX_PACKET_SIZE = DataSize.ofKilobytes(256);

	private static final DataSize MIN_DATA_BEFORE_AUTHENTICATION = DataSize.ofKilobytes(64);

	/**
	 * The kinds of channels that the protocol core has names for. Another one is
	 * misspelt, and would have no limit.
	 */
	private static final List<String> CHANNEL_KINDS = List.of("session", "x11", "auth-agent@openssh.com",
			"direct-tcpip", "forwarded-tcpip", "direct-streamlocal@openssh.com", "forwarded-streamlocal@openssh.com");

	/**
	 * The server looks once a second. What is less is a number whose suffix was left out.
	 */
	private static final Duration MIN_CHANNEL_TIMEOUT = Duration.ofSeconds(1);

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleLimits DEFAULT = new SshConsoleLimits(Duration.ofSeconds(30), 100, 10, 30, null, 10, 10,
			Duration.ofMinutes(30), Duration.ZERO, Map.of(), Duration.ofSeconds(30), 3, DataSize.ofGigabytes(1),
			1L << 31, Duration.ofHours(1), Duration.ofSeconds(30), 60, DataSize.ofKilobytes(256),
			DataSize.ofMegabytes(1), 1024, Duration.ofSeconds(10), 1000, 256, 20, 128, 65_536, Penalty.DEFAULT);

	public SshConsoleLimits {
		PropertyCheck check = new PropertyCheck("limits.");
		check.positive("login-grace-time", loginGraceTime);
		check.positive("max-connections", maxConnections);
		check.positive("max-unauthenticated", maxUnauthenticated);
		check.between("unauthenticated-refusal-rate", unauthenticatedRefusalRate, 0, 100);
		if (unauthenticatedRefusalAll != null && unauthenticatedRefusalAll < maxUnauthenticated) {
			throw check.invalid("unauthenticated-refusal-all", unauthenticatedRefusalAll,
					"It must not be less than 'ssh-console.limits.max-unauthenticated', which is " + maxUnauthenticated
							+ ".");
		}
		check.positive("max-unauthenticated-per-source", maxUnauthenticatedPerSource);
		check.positive("max-sessions-per-connection", maxSessionsPerConnection);
		check.notNegative("idle-timeout", idleTimeout);
		check.notNegative("unused-timeout", unusedTimeout);
		channelTimeout = Map.copyOf(channelTimeout);
		channelTimeout.forEach((kind, time) -> {
			check.oneOf("channel-timeout." + kind, kind, CHANNEL_KINDS);
			check.atLeast("channel-timeout." + kind, time, MIN_CHANNEL_TIMEOUT);
		});
		check.notNegative("keep-alive-interval", keepAliveInterval);
		check.positive("keep-alive-max-missed", keepAliveMaxMissed);
		check.atLeast("rekey-after", rekeyAfter, MIN_REKEY_AFTER);
		check.atMost("rekey-after", rekeyAfter, MAX_REKEY_AFTER);
		check.between("rekey-after-packets", rekeyAfterPackets, 16, 1L << 31);
		check.positive("rekey-interval", rekeyInterval);
		check.positive("key-exchange-timeout", keyExchangeTimeout);
		check.between("max-rekeys-per-minute", maxRekeysPerMinute, 1, 1_000_000);
		check.atLeast("max-packet-size", maxPacketSize, MIN_PACKET_SIZE);
		check.atMost("max-packet-size", maxPacketSize, MAX_PACKET_SIZE);
		check.atLeast("max-data-before-authentication", maxDataBeforeAuthentication, MIN_DATA_BEFORE_AUTHENTICATION);
		check.between("max-pending-answers", maxPendingAnswers, 16, Integer.MAX_VALUE);
		check.positive("answer-timeout", answerTimeout);
		check.notNegative("max-stray-replies", maxStrayReplies);
		check.positive("max-username-length", maxUsernameLength);
		check.notNegative("max-environment-variables", maxEnvironmentVariables);
		check.notNegative("max-environment-length", maxEnvironmentLength);
		check.positive("max-command-length", maxCommandLength);
	}

	StartupLimits startups() {
		int all = (this.unauthenticatedRefusalAll != null) ? this.unauthenticatedRefusalAll
				: Math.max(this.maxConnections, this.maxUnauthenticated);
		return new StartupLimits(this.maxUnauthenticated, this.unauthenticatedRefusalRate, all,
				this.maxUnauthenticatedPerSource);
	}

	ConnectionLimits connection() {
		return new ConnectionLimits(this.maxSessionsPerConnection, ConnectionLimits.DEFAULT.maxTunnels(),
				this.maxEnvironmentVariables, this.maxEnvironmentLength, this.maxCommandLength, this.maxStrayReplies);
	}

	IdleLimits idle() {
		return new IdleLimits(this.idleTimeout, this.unusedTimeout, this.channelTimeout);
	}

	void apply(TransportConfig.Builder config) {
		config.rekeyAfter(this.rekeyAfter.toBytes())
			.rekeyAfterPackets(this.rekeyAfterPackets)
			.rekeyInterval(this.rekeyInterval)
			.keyExchangeTimeout(this.keyExchangeTimeout)
			.maxRekeysPerMinute(this.maxRekeysPerMinute)
			.maxPacketSize((int) this.maxPacketSize.toBytes())
			.maxBytesBeforeAuthentication(this.maxDataBeforeAuthentication.toBytes())
			.maxPendingAnswers(this.maxPendingAnswers)
			.answerTimeout(this.answerTimeout);
	}

	/**
	 * Times for which an address is kept out for what it did. They add up.
	 *
	 * @param authenticationFailure Time for a connection whose attempts to log in all
	 * failed, against guessing. If a duration suffix is not specified, seconds will be
	 * used.
	 * @param graceExceeded Time for a connection that did not log in within the grace
	 * time, against holding places. If a duration suffix is not specified, seconds will
	 * be used.
	 * @param noAuthentication Time for a connection that left without any attempt,
	 * against scanners. If a duration suffix is not specified, seconds will be used.
	 * @param threshold Sum of times below which they have no effect, so that a typing
	 * error costs nothing. If a duration suffix is not specified, seconds will be used.
	 * @param max Longest time. Use 0 for no penalties. If a duration suffix is not
	 * specified, seconds will be used.
	 * @param exemptLoopback Whether loopback addresses get no penalty. Behind them may be
	 * many people, as with a tunnel.
	 * @param maxSources Maximum number of addresses that are remembered, against
	 * attackers with many addresses that fill the memory.
	 */
	public record Penalty(@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration authenticationFailure,
			@DefaultValue("20s") @DurationUnit(ChronoUnit.SECONDS) Duration graceExceeded,
			@DefaultValue("1s") @DurationUnit(ChronoUnit.SECONDS) Duration noAuthentication,
			@DefaultValue("15s") @DurationUnit(ChronoUnit.SECONDS) Duration threshold,
			@DefaultValue("10m") @DurationUnit(ChronoUnit.SECONDS) Duration max,
			@DefaultValue("true") boolean exemptLoopback, @DefaultValue("65536") int maxSources) {

		/**
		 * What holds where none of these properties is set. Binding would find the same.
		 */
		static final Penalty DEFAULT = new Penalty(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(1),
				Duration.ofSeconds(15), Duration.ofMinutes(10), true, 65_536);

		public Penalty {
			PropertyCheck check = new PropertyCheck("limits.penalty.");
			check.notNegative("authentication-failure", authenticationFailure);
			check.notNegative("grace-exceeded", graceExceeded);
			check.notNegative("no-authentication", noAuthentication);
			check.notNegative("threshold", threshold);
			check.notNegative("max", max);
			check.positive("max-sources", maxSources);
		}

		PenaltyPolicy policy() {
			return this.max.isZero() ? PenaltyPolicy.NONE
					: new PenaltyPolicy(this.authenticationFailure, this.graceExceeded, this.noAuthentication,
							this.threshold, this.max, this.exemptLoopback, this.maxSources);
		}

	}

}
