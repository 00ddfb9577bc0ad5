package io.sshconsole.boot.security;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsChecker;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * The users of the console, for dialogues that prove a factor. It is not a
 * {@code UserDetailsService} on purpose: as a bean that would serve the application's
 * other logins as well.
 */
public final class SshUserLookup {

	private final Supplier<? extends @Nullable UserDetailsService> users;

	/**
	 * A locked or expired user does not get in by a code either.
	 */
	private final UserDetailsChecker accountStatus;

	/**
	 * Creates the lookup.
	 * @param users the store of users, or {@code null} if there is none that can be asked
	 * @param accountStatus refuses users whose accounts are closed
	 */
	public SshUserLookup(Supplier<? extends @Nullable UserDetailsService> users, UserDetailsChecker accountStatus) {
		this.users = users;
		this.accountStatus = accountStatus;
	}

	/**
	 * Returns who has proven something in a dialogue: what is known of earlier proofs,
	 * else the user of the store.
	 * @param request whose dialogue it was
	 * @return the user, with all authorities, yet without the new factor
	 * @throws AccountStatusException if the user is locked, disabled or expired
	 * @throws BadCredentialsException if there is no such user
	 */
	public Authentication load(SshInteractiveRequest request) throws AuthenticationException {
		Optional<UserDetails> found = active(request.username());
		if (request.proven() != null) {
			return request.proven();
		}
		UserDetails user = found.orElseThrow(() -> new BadCredentialsException("No such user"));
		var authentication = UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
		authentication.setDetails(request.details());
		return authentication;
	}

	/**
	 * Finds a user who may come in.
	 * @param username the name
	 * @return the user, or empty if there is none of that name, or no store
	 * @throws AccountStatusException if the user is locked, disabled or expired
	 */
	Optional<UserDetails> active(String username) throws AccountStatusException {
		UserDetailsService store = this.users.get();
		try {
			UserDetails user = (store != null) ? store.loadUserByUsername(username) : null;
			if (user != null) {
				this.accountStatus.check(user);
			}
			return Optional.ofNullable(user);
		}
		catch (UsernameNotFoundException ex) {
			return Optional.empty();
		}
	}

}
