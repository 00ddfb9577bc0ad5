package io.sshconsole.boot.security;

import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * The verdict on an attempt: whether it is looked at, who may enter by it, and who hears
 * of it.
 */
final class LoginGate {

	/**
	 * Everything about log-ins is in one category, for those who search or silence it.
	 */
	private static final Log logger = LogFactory.getLog(SshAuthenticationBridge.class);

	private final List<SshLoginGuard> guards;

	private final @Nullable AuthorizationManager<SshAuthenticationDetails> entry;

	private final AuthenticationEventPublisher eventPublisher;

	/**
	 * Creates the gate.
	 * @param guards all of them must let an attempt pass
	 * @param entry decides which users may enter at all, or {@code null} for all of them
	 * @param eventPublisher is told of refusals that nobody else knows of
	 */
	LoginGate(List<SshLoginGuard> guards, @Nullable AuthorizationManager<SshAuthenticationDetails> entry,
			AuthenticationEventPublisher eventPublisher) {
		this.guards = List.copyOf(guards);
		this.entry = entry;
		this.eventPublisher = eventPublisher;
	}

	boolean admits(LoginAttempt attempt) {
		boolean admitted = this.guards.stream()
			.allMatch((guard) -> guard.admits(attempt.method(), attempt.username(), attempt.details()));
		if (!admitted) {
			log(attempt, "not looked at");
		}
		return admitted;
	}

	/**
	 * Lets in a user whose proof was right, if he may come in at all.
	 * @return the user with a factor, or empty if refused
	 */
	Optional<Authentication> enter(LoginAttempt attempt, Authentication user) {
		if (!mayEnter(user, attempt.details())) {
			return refuse(attempt, new DisabledException("User lacks the required authority"),
					"the required authority is missing");
		}
		logger.info("Accepted " + attempt.method().wireName() + " of '" + LoggedText.of(user.getName()) + "' from "
				+ attempt.details().remoteAddress());
		this.guards.forEach((guard) -> guard.succeeded(attempt.method(), attempt.username(), attempt.details()));
		return Optional.of(SshFactors.ensure(user, (attempt.method() == SshAuthenticationMethod.PUBLICKEY)
				? SshFactors.PUBLICKEY_AUTHORITY : FactorGrantedAuthority.PASSWORD_AUTHORITY));
	}

	private boolean mayEnter(Authentication user, SshAuthenticationDetails details) {
		if (this.entry == null) {
			return true;
		}
		AuthorizationResult result = this.entry.authorize(() -> user, details);
		return result != null && result.isGranted();
	}

	/**
	 * Refuses what nobody has published yet.
	 */
	Optional<Authentication> refuse(LoginAttempt attempt, AuthenticationException event, String reason) {
		this.eventPublisher.publishAuthenticationFailure(publishable(event), attempt.request());
		return refuse(attempt, reason);
	}

	/**
	 * Returns an exception that publishers know. The one of Spring Security says nothing
	 * of others.
	 */
	private static AuthenticationException publishable(AuthenticationException ex) {
		return (ex instanceof AccountStatusException || ex instanceof BadCredentialsException) ? ex
				: new BadCredentialsException("Dialogue was refused", ex);
	}

	Optional<Authentication> refuse(LoginAttempt attempt, String reason) {
		log(attempt, reason);
		this.guards.forEach((guard) -> guard.failed(attempt.method(), attempt.username(), attempt.details()));
		return Optional.empty();
	}

	/**
	 * Logs a refusal that is no failure: guards do not hear of it.
	 */
	void log(LoginAttempt attempt, String reason) {
		logger.info("Refused " + attempt.method().wireName() + " of '" + LoggedText.of(attempt.username()) + "' from "
				+ attempt.details().remoteAddress() + ": " + reason);
	}

}
