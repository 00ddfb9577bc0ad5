package io.sshconsole.boot.security;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Tells whether somebody who has issued a credential for emergencies still could. What
 * the user store has taken from him since, the credential has not either. A store that
 * does not answer takes nothing: that may be the emergency.
 */
public final class BreakGlassIssuers {

	private static final Log logger = LogFactory.getLog(BreakGlassIssuers.class);

	/**
	 * How long the store may take. It must not hold up for ever whom it cannot let in.
	 */
	private static final Duration MAX_WAIT = Duration.ofSeconds(5);

	private final SshUserLookup users;

	private final Predicate<Authentication> issuers;

	private final ThreadFactory threads;

	private final Duration maxWait;

	/**
	 * Creates the check.
	 * @param users the store
	 * @param issuers tells who may issue credentials
	 * @param threads make those that ask the store
	 */
	public BreakGlassIssuers(SshUserLookup users, Predicate<Authentication> issuers, ThreadFactory threads) {
		this(users, issuers, threads, MAX_WAIT);
	}

	BreakGlassIssuers(SshUserLookup users, Predicate<Authentication> issuers, ThreadFactory threads, Duration maxWait) {
		this.users = users;
		this.issuers = issuers;
		this.threads = threads;
		this.maxWait = maxWait;
	}

	/**
	 * Looks at somebody who issues a credential.
	 * @param issuer his name
	 * @return what the store knows of him
	 * @throws AuthenticationException if he is locked, disabled, expired or set up twice,
	 * or the thread is interrupted
	 */
	Standing standing(String issuer) throws AuthenticationException {
		return ask(issuer).orElse(Standing.UNANSWERED);
	}

	/**
	 * Looks at him again when the credential is taken.
	 * @param issuer his name
	 * @param before what the store knew of him when he issued it
	 * @param granted the authorities it was issued with
	 * @return those that it still has
	 * @throws AuthenticationException if he is gone, locked, disabled, expired or set up
	 * twice, or may not issue any more, or the thread is interrupted
	 */
	List<GrantedAuthority> remaining(String issuer, Standing before, List<GrantedAuthority> granted)
			throws AuthenticationException {
		Standing now = ask(issuer).orElse(Standing.UNANSWERED);
		if (!now.answered) {
			return granted;
		}
		Set<String> had = before.answered ? before.authorities : AuthorityUtils.authorityListToSet(granted);
		if (!now.exists && (before.exists || !before.answered)) {
			throw new BadCredentialsException("There is no such user");
		}
		Set<String> lost = new HashSet<>(had);
		lost.removeAll(now.authorities);
		if (lost.isEmpty()) {
			return granted;
		}
		if (!had.containsAll(AuthorityUtils.authorityListToSet(granted))) {
			// A session may have authorities by other names than the store, so it is not
			// known which of them are those that were lost
			throw new BadCredentialsException("Authorities were taken away, and not all are known to the user store");
		}
		List<GrantedAuthority> remaining = granted.stream()
			.filter((authority) -> !lost.contains(authority.getAuthority()))
			.toList();
		if (!this.issuers.test(UsernamePasswordAuthenticationToken.authenticated(issuer, null, remaining))) {
			throw new BadCredentialsException("The authority to issue was taken away");
		}
		return remaining;
	}

	/**
	 * Asks on a thread of its own, because a store that hangs can be left alone there.
	 */
	private Optional<Standing> ask(String username) {
		FutureTask<Standing> answer = new FutureTask<>(() -> stored(username));
		this.threads.newThread(answer).start();
		try {
			return Optional.of(answer.get(this.maxWait.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof AccountStatusException closed) {
				throw closed;
			}
			if (ex.getCause() instanceof DuplicateUserException duplicate) {
				throw duplicate;
			}
			logger.warn("The user store cannot tell of issuer '" + LoggedText.of(username) + "'", ex.getCause());
		}
		catch (TimeoutException ex) {
			answer.cancel(true);
			logger.warn("The user store does not tell of issuer '" + LoggedText.of(username) + "' in time");
		}
		catch (InterruptedException ex) {
			answer.cancel(true);
			Thread.currentThread().interrupt();
			throw new AuthenticationServiceException("Nobody waits for the answer of the user store any more", ex);
		}
		return Optional.empty();
	}

	private Standing stored(String username) {
		return this.users.active(username)
			.map((user) -> new Standing(true, true, AuthorityUtils.authorityListToSet(user.getAuthorities())))
			.orElse(Standing.NOBODY);
	}

	/**
	 * What the store knows of somebody.
	 *
	 * @param answered whether the store could be asked
	 * @param exists whether it knows him at all
	 * @param authorities those that it gives him
	 */
	record Standing(boolean answered, boolean exists, Set<String> authorities) {

		static final Standing UNANSWERED = new Standing(false, false, Set.of());

		static final Standing NOBODY = new Standing(true, false, Set.of());

	}

}
