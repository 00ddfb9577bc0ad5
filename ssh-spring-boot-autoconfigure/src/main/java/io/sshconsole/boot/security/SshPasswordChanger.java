package io.sshconsole.boot.security;

import org.springframework.security.core.AuthenticationException;

/**
 * Sets another password in place of one that has expired. A bean of this type lets users
 * with an expired password choose a new one when they log in by it (RFC 4252 §8).
 */
@FunctionalInterface
public interface SshPasswordChanger {

	/**
	 * Changes a password, so that the user can log in with the new one at once. Whoever
	 * asks has typed both; that the old one is right must be verified here, because some
	 * stores tell that a password has expired without having compared it.
	 * @param username the account
	 * @param oldPassword the expired password
	 * @param newPassword the password wanted, not empty and another one
	 * @throws AuthenticationException if the old password is wrong, or the user may not
	 * change it
	 * @throws IllegalArgumentException if the new password is not acceptable; its message
	 * is shown to the user, who may try another one
	 */
	void changePassword(String username, String oldPassword, String newPassword) throws AuthenticationException;

}
