package io.sshconsole.boot.security;

import java.util.List;
import java.util.Optional;

import io.sshconsole.ssh.keys.SshPublicKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * What authentication asks of a server, put to an {@link SshAuthenticator}. Whatever goes
 * wrong is a refusal, and all refusals look alike to the peer; the log tells them apart.
 */
public final class SshAuthenticationBridge {

	private static final Log logger = LogFactory.getLog(SshAuthenticationBridge.class);

	private final SshAuthenticator authenticator;

	private final List<SshAuthenticationMethod> methods;

	private final @Nullable AuthorizationManager<SshAuthenticationDetails> entry;

	private final AuthenticationEventPublisher eventPublisher;

	private final List<SshLoginGuard> guards;

	/**
	 * Creates the bridge.
	 * @param authenticator decides who a user is
	 * @param methods what may be offered, preferred first
	 * @param entry decides which users may enter at all, or {@code null} for all of them
	 * @param eventPublisher is told of refusals that the authenticator does not know of
	 * @param guards all of them must let a proof pass before it is looked at
	 * @throws SshLoginUnavailableException if none of the methods can work
	 */
	public SshAuthenticationBridge(SshAuthenticator authenticator, List<SshAuthenticationMethod> methods,
			@Nullable AuthorizationManager<SshAuthenticationDetails> entry, AuthenticationEventPublisher eventPublisher,
			List<SshLoginGuard> guards) {
		this.authenticator = authenticator;
		this.methods = methods.stream().filter(authenticator::supports).toList();
		if (this.methods.isEmpty()) {
			throw new SshLoginUnavailableException(methods);
		}
		this.entry = entry;
		this.eventPublisher = eventPublisher;
		this.guards = List.copyOf(guards);
	}

	/**
	 * Returns what every user may try, known or not.
	 * @return methods, preferred first
	 */
	public List<SshAuthenticationMethod> methods() {
		return this.methods;
	}

	/**
	 * Checks a password.
	 * @param username the name the peer claims
	 * @param password what was typed
	 * @param details where it comes from
	 * @return the user, or empty if refused
	 */
	public Optional<Authentication> authenticatePassword(String username, String password,
			SshAuthenticationDetails details) {
		var request = UsernamePasswordAuthenticationToken.unauthenticated(username, password);
		request.setDetails(details);
		return authenticate(SshAuthenticationMethod.PASSWORD, request, details);
	}

	/**
	 * Tells whether a signature of this key would be worth making. Publishes nothing: a
	 * client asks for keys that it never uses.
	 * @param username the name the peer claims
	 * @param key the key it offers
	 * @param details where it comes from
	 * @return whether the key is one of this user's and may be used from there
	 */
	public boolean isPublicKeyAcceptable(String username, SshPublicKey key, SshAuthenticationDetails details) {
		try {
			return this.methods.contains(SshAuthenticationMethod.PUBLICKEY)
					&& this.authenticator.isPublicKeyAcceptable(username, key, details);
		}
		catch (RuntimeException ex) {
			logger.error("Key of '" + LoggedText.of(username) + "' could not be looked up", ex);
			return false;
		}
	}

	/**
	 * Checks a key whose signature has been verified.
	 * @param username the name the peer claims
	 * @param key the key whose private half the peer owns
	 * @param details where it comes from
	 * @return the user, or empty if refused
	 */
	public Optional<Authentication> authenticatePublicKey(String username, SshPublicKey key,
			SshAuthenticationDetails details) {
		SshPublicKeyAuthentication request = SshPublicKeyAuthentication.unauthenticated(username, key);
		request.setDetails(details);
		return authenticate(SshAuthenticationMethod.PUBLICKEY, request, details);
	}

	private Optional<Authentication> authenticate(SshAuthenticationMethod method, AbstractAuthenticationToken request,
			SshAuthenticationDetails details) {
		if (!this.methods.contains(method)) {
			return refused(method, request, details, "method is not offered");
		}
		if (!this.guards.stream().allMatch((guard) -> guard.admits(method, request.getName(), details))) {
			log(method, request, details, "not looked at");
			return Optional.empty();
		}
		if ("".equals(request.getCredentials())) {
			// Some stores, LDAP first of all, take an empty password for an anonymous
			// login
			this.eventPublisher.publishAuthenticationFailure(new BadCredentialsException("Empty password"), request);
			return refused(method, request, details, "empty password");
		}
		try {
			@Nullable Authentication user = this.authenticator.authenticate(request);
			if (user == null || !user.isAuthenticated()) {
				return refused(method, request, details, "not authenticated");
			}
			if (!mayEnter(user, details)) {
				this.eventPublisher
					.publishAuthenticationFailure(new DisabledException("User lacks the required authority"), request);
				return refused(method, request, details, "the required authority is missing");
			}
			logger.info("Accepted " + method.wireName() + " of '" + LoggedText.of(user.getName()) + "' from "
					+ details.remoteAddress());
			this.guards.forEach((guard) -> guard.succeeded(method, request.getName(), details));
			return Optional.of(SshFactors.ensure(user, method.factor()));
		}
		catch (AuthenticationServiceException ex) {
			logger.error("User '" + LoggedText.of(request.getName()) + "' could not be authenticated", ex);
			return Optional.empty();
		}
		catch (AuthenticationException ex) {
			return refused(method, request, details, ex.getClass().getSimpleName());
		}
		catch (RuntimeException ex) {
			logger.error("User '" + LoggedText.of(request.getName()) + "' could not be authenticated", ex);
			return Optional.empty();
		}
	}

	private boolean mayEnter(Authentication user, SshAuthenticationDetails details) {
		if (this.entry == null) {
			return true;
		}
		AuthorizationResult result = this.entry.authorize(() -> user, details);
		return result != null && result.isGranted();
	}

	private Optional<Authentication> refused(SshAuthenticationMethod method, Authentication request,
			SshAuthenticationDetails details, String reason) {
		log(method, request, details, reason);
		this.guards.forEach((guard) -> guard.failed(method, request.getName(), details));
		return Optional.empty();
	}

	private static void log(SshAuthenticationMethod method, Authentication request, SshAuthenticationDetails details,
			String reason) {
		logger.info("Refused " + method.wireName() + " of '" + LoggedText.of(request.getName()) + "' from "
				+ details.remoteAddress() + ": " + reason);
	}

}
