package io.sshconsole.ssh.connection;

/**
 * How much one log-in may make us start and remember.
 *
 * @param maxSessions most channels that a handler can let the peer have open, counting
 * those whose task has not ended; more would let one log-in start work without bound
 * @param maxTunnels most channels of the peer that lead to other connections, counting
 * those that are being made: each costs a socket and two threads
 * @param maxVariables most environment variables of a session: they are kept as long as
 * the session lives
 * @param maxVariableLength longest name and longest value of a variable in characters
 * @param maxCommandLength longest command line in characters: it ends in logs, and is
 * parsed
 * @param maxStrayReplies most answers that arrive without a question before the peer is
 * taken for broken
 */
public record ConnectionLimits(int maxSessions, int maxTunnels, int maxVariables, int maxVariableLength,
		int maxCommandLength, int maxStrayReplies) {

	/**
	 * 10 sessions, 100 tunnels, 64 variables of 4096 characters, commands of 65 536
	 * characters, 1000 stray replies.
	 */
	public static final ConnectionLimits DEFAULT = new ConnectionLimits(10, 100, 64, 4096, 64 * 1024, 1000);

	/**
	 * Checks the limits.
	 * @throws IllegalArgumentException if the sessions are not positive, or another one
	 * is negative
	 */
	public ConnectionLimits {
		if (maxSessions < 1 || maxTunnels < 0 || maxVariables < 0 || maxVariableLength < 0 || maxCommandLength < 0
				|| maxStrayReplies < 0) {
			throw new IllegalArgumentException("A limit on a connection must not be negative");
		}
	}

	/**
	 * Returns these limits with another number of sessions.
	 * @param maxSessions at least one
	 * @return the limits
	 */
	public ConnectionLimits withMaxSessions(int maxSessions) {
		return new ConnectionLimits(maxSessions, this.maxTunnels, this.maxVariables, this.maxVariableLength,
				this.maxCommandLength, this.maxStrayReplies);
	}

}
