package io.sshconsole.ssh.auth;

/**
 * How much an unknown peer may ask before it must have logged in.
 *
 * @param maxAttempts most attempts that may fail: guessing has to connect again and again
 * @param maxRequests most requests in all, whatever they ask: key queries and partial
 * successes are no failures and could go on for ever
 * @param maxUsernameLength longest user name in characters: names end in logs, caches and
 * queries
 */
public record AuthLimits(int maxAttempts, int maxRequests, int maxUsernameLength) {

	/**
	 * 6 attempts, 64 requests, names of 256 characters.
	 */
	public static final AuthLimits DEFAULT = new AuthLimits(6, 64, 256);

	/**
	 * Checks the limits.
	 * @throws IllegalArgumentException if one of them is not positive
	 */
	public AuthLimits {
		if (maxAttempts < 1 || maxRequests < 1 || maxUsernameLength < 1) {
			throw new IllegalArgumentException("A limit on authentication must be positive");
		}
	}

}
