package io.sshconsole.boot.security;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.util.function.SingletonSupplier;

/**
 * A fixed set of users, names compared exactly. Each login gets a copy, because its
 * password is erased afterwards.
 */
public final class ConfiguredUserDetailsService implements UserDetailsService {

	private final Supplier<Map<String, UserDetails>> users;

	/**
	 * Creates the service.
	 * @param users makes all users at once when the first is looked for, whatever its
	 * name: made one by one, each would answer more slowly than a user who does not exist
	 */
	public ConfiguredUserDetailsService(Supplier<? extends Collection<UserDetails>> users) {
		this.users = SingletonSupplier.of(() -> users.get()
			.stream()
			.collect(Collectors.toUnmodifiableMap(UserDetails::getUsername, Function.identity())));
	}

	@Override
	public UserDetails loadUserByUsername(String username) throws UsernameNotFoundException {
		UserDetails user = this.users.get().get(username);
		if (user == null) {
			throw new UsernameNotFoundException("No such user");
		}
		return User.withUserDetails(user).build();
	}

}
