package io.sshconsole.boot.security;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * A fixed set of users, names compared exactly. Each login gets a copy, because its
 * password is erased afterwards.
 */
public final class ConfiguredUserDetailsService implements UserDetailsService {

	private final Map<String, UserDetails> users;

	public ConfiguredUserDetailsService(Collection<UserDetails> users) {
		this.users = users.stream()
			.collect(Collectors.toUnmodifiableMap(UserDetails::getUsername, Function.identity()));
	}

	@Override
	public UserDetails loadUserByUsername(String username) throws UsernameNotFoundException {
		UserDetails user = this.users.get(username);
		if (user == null) {
			throw new UsernameNotFoundException("No such user");
		}
		return User.withUserDetails(user).build();
	}

}
