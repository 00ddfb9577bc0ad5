package io.sshconsole.boot.security;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.util.function.SingletonSupplier;

/**
 * A fixed set of users, names compared exactly. Each login gets a copy, because its
 * password is erased afterwards.
 */
public final class ConfiguredUserDetailsService implements UserDetailsService {

	private final Supplier<UsersByName> users;

	/**
	 * Creates the service.
	 * @param users makes all users at once when the first is looked for, whatever its
	 * name: made one by one, each would answer more slowly than a user who does not exist
	 */
	public ConfiguredUserDetailsService(Supplier<? extends Collection<UserDetails>> users) {
		this.users = SingletonSupplier.of(() -> UsersByName.of(users.get()));
	}

	@Override
	public UserDetails loadUserByUsername(String username) throws UsernameNotFoundException {
		return this.users.get().copyOf(username);
	}

	boolean contains(String username) {
		return this.users.get().contains(username);
	}

	/**
	 * Returns an encoded password for each cost of comparing one.
	 */
	List<String> passwords() {
		return this.users.get().passwords();
	}

}
