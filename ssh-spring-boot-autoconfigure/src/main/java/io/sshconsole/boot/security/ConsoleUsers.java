package io.sshconsole.boot.security;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * The users of the console's own configuration: those that are fixed, and those in a
 * file.
 */
public final class ConsoleUsers implements UserDetailsService {

	private final ConfiguredUserDetailsService configured;

	private final @Nullable FileUserDetailsService file;

	/**
	 * Joins the users.
	 * @param configured those that are fixed
	 * @param file those in a file, or {@code null} if there is none
	 */
	public ConsoleUsers(ConfiguredUserDetailsService configured, @Nullable FileUserDetailsService file) {
		this.configured = configured;
		this.file = file;
	}

	/**
	 * Finds a user.
	 * @throws InternalAuthenticationServiceException if there are two of that name: which
	 * password and whose authorities would count is anybody's guess
	 */
	@Override
	public UserDetails loadUserByUsername(String username) {
		if (this.file == null) {
			return this.configured.loadUserByUsername(username);
		}
		if (!this.configured.contains(username)) {
			return this.file.loadUserByUsername(username);
		}
		if (this.file.usernames().contains(username)) {
			throw new DuplicateUserException(
					"User '" + LoggedText.of(username) + "' is in the properties and in the file of users");
		}
		return this.configured.loadUserByUsername(username);
	}

	/**
	 * Returns an encoded password for each cost of comparing one.
	 */
	List<String> passwords() {
		List<String> passwords = new ArrayList<>(this.configured.passwords());
		if (this.file != null) {
			passwords.addAll(this.file.passwords());
		}
		return passwords;
	}

}
