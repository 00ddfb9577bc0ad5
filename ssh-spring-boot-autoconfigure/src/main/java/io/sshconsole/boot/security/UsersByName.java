package io.sshconsole.boot.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Users under their names, which are compared exactly.
 *
 * @param users the users
 * @param passwords an encoded one for each cost of comparing that there is among them
 */
record UsersByName(Map<String, UserDetails> users, List<String> passwords) {

	static UsersByName of(Collection<UserDetails> users) {
		return new UsersByName(
				users.stream().collect(Collectors.toUnmodifiableMap(UserDetails::getUsername, Function.identity())),
				EqualCostPasswordEncoder
					.oneOfEachCost(users.stream().map(UserDetails::getPassword).filter(Objects::nonNull)));
	}

	boolean contains(String username) {
		return this.users.containsKey(username);
	}

	/**
	 * Finds a user.
	 * @param username the name
	 * @return a copy, because its password is erased behind the login
	 * @throws UsernameNotFoundException if there is none
	 */
	UserDetails copyOf(String username) {
		UserDetails user = this.users.get(username);
		if (user == null) {
			throw new UsernameNotFoundException("No such user");
		}
		return User.withUserDetails(user).build();
	}

}
