package io.sshconsole.boot.security;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * Changes passwords of users whose store Spring Security can write to.
 */
public final class UserDetailsPasswordChanger implements SshPasswordChanger {

	/**
	 * Shortest new password (NIST SP 800-63B §5.1.1.2).
	 */
	private static final int MIN_LENGTH = 8;

	private final UserDetailsService users;

	private final UserDetailsPasswordService passwords;

	private final PasswordEncoder encoder;

	private final @Nullable CompromisedPasswordChecker compromised;

	/**
	 * Creates the changer.
	 * @param users the users
	 * @param passwords writes their passwords
	 * @param encoder compares and encodes them
	 * @param compromised knows which ones attackers know, or {@code null}
	 */
	public UserDetailsPasswordChanger(UserDetailsService users, UserDetailsPasswordService passwords,
			PasswordEncoder encoder, @Nullable CompromisedPasswordChecker compromised) {
		this.users = users;
		this.passwords = passwords;
		this.encoder = encoder;
		this.compromised = compromised;
	}

	@Override
	public void changePassword(String username, String oldPassword, String newPassword) {
		UserDetails user = this.users.loadUserByUsername(username);
		if (!this.encoder.matches(oldPassword, user.getPassword())) {
			throw new BadCredentialsException("Old password is wrong");
		}
		if (newPassword.length() < MIN_LENGTH) {
			throw new IllegalArgumentException("It must have at least " + MIN_LENGTH + " characters.");
		}
		if (this.compromised != null && this.compromised.check(newPassword).isCompromised()) {
			throw new IllegalArgumentException("It is known to attackers.");
		}
		this.passwords.updatePassword(user, this.encoder.encode(newPassword));
		if (this.passwords instanceof InMemoryUserDetailsManager manager) {
			renew(manager, username);
		}
	}

	/**
	 * This store keeps what it was told about the password's age.
	 */
	private static void renew(InMemoryUserDetailsManager manager, String username) {
		UserDetails user = manager.loadUserByUsername(username);
		if (!user.isCredentialsNonExpired()) {
			manager.updateUser(User.withUserDetails(user).credentialsExpired(false).build());
		}
	}

}
