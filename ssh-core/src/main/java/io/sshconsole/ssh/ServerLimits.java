package io.sshconsole.ssh;

import java.time.Duration;

/**
 * The bounds of a server, each named after the attack that it stops.
 *
 * @param loginGraceTime how long a peer may take to log in: without it, silent peers
 * would hold their places for ever
 * @param maxConnections most connections in all: each costs a thread and buffers
 * @param startups how many may be logging in: strangers must not take all places
 * @param maxSessionsPerConnection most sessions of one log-in, counting commands that
 * still run
 * @param maxAuthAttempts how many attempts may fail on one connection: guessing has to
 * connect again and again
 * @param idleTimeout after which silence a connection ends; zero for never
 */
record ServerLimits(Duration loginGraceTime, int maxConnections, StartupLimits startups, int maxSessionsPerConnection,
		int maxAuthAttempts, Duration idleTimeout) {

	static final ServerLimits DEFAULTS = new ServerLimits(Duration.ofSeconds(30), 100,
			new StartupLimits(10, 30, 100, 10), 10, 6, Duration.ofMinutes(30));

	ServerLimits withLoginGraceTime(Duration loginGraceTime) {
		return new ServerLimits(loginGraceTime, this.maxConnections, this.startups, this.maxSessionsPerConnection,
				this.maxAuthAttempts, this.idleTimeout);
	}

	ServerLimits withMaxConnections(int maxConnections) {
		return new ServerLimits(this.loginGraceTime, maxConnections, this.startups, this.maxSessionsPerConnection,
				this.maxAuthAttempts, this.idleTimeout);
	}

	ServerLimits withStartups(StartupLimits startups) {
		return new ServerLimits(this.loginGraceTime, this.maxConnections, startups, this.maxSessionsPerConnection,
				this.maxAuthAttempts, this.idleTimeout);
	}

	ServerLimits withMaxSessionsPerConnection(int maxSessionsPerConnection) {
		return new ServerLimits(this.loginGraceTime, this.maxConnections, this.startups, maxSessionsPerConnection,
				this.maxAuthAttempts, this.idleTimeout);
	}

	ServerLimits withMaxAuthAttempts(int maxAuthAttempts) {
		return new ServerLimits(this.loginGraceTime, this.maxConnections, this.startups, this.maxSessionsPerConnection,
				maxAuthAttempts, this.idleTimeout);
	}

	ServerLimits withIdleTimeout(Duration idleTimeout) {
		return new ServerLimits(this.loginGraceTime, this.maxConnections, this.startups, this.maxSessionsPerConnection,
				this.maxAuthAttempts, idleTimeout);
	}

}
