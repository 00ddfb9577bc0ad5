package io.sshconsole.boot.security;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * What came of a password.
 *
 * @param user the user, or empty if there is none (yet)
 * @param expired how a user goes on who must choose another password, or {@code null}
 */
public record SshPasswordResult(Optional<Authentication> user, @Nullable Expired expired) {

	static SshPasswordResult of(Optional<Authentication> user) {
		return new SshPasswordResult(user, null);
	}

	static SshPasswordResult ask(String prompt, Change change) {
		return new SshPasswordResult(Optional.empty(), new Expired(prompt, change));
	}

	/**
	 * A password that is right, as far as the user store says, but has expired.
	 *
	 * @param prompt what the user is told
	 * @param change sets another one in its place
	 */
	public record Expired(String prompt, Change change) {

	}

	/**
	 * Sets another password in place of the one that has expired, and lets the user in
	 * with it.
	 */
	@FunctionalInterface
	public interface Change {

		/**
		 * Changes the password.
		 * @param oldPassword what is typed as the expired password this time
		 * @param newPassword the password wanted
		 * @return what came of the new one; the user is asked again if it is not
		 * acceptable
		 */
		SshPasswordResult to(String oldPassword, String newPassword);

	}

}
