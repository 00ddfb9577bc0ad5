package io.sshconsole.boot.security;

import org.jspecify.annotations.Nullable;

/**
 * Where the secrets of time-based one-time passwords are. A bean of this type makes the
 * console ask for codes.
 */
@FunctionalInterface
public interface SshTotpSecrets {

	/**
	 * Finds a user's secret.
	 * @param username the account
	 * @return the secret in base32, as authenticator apps show it, or {@code null} if the
	 * user has none
	 */
	@Nullable String secret(String username);

}
