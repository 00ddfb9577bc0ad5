package io.sshconsole.boot.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sshconsole.ssh.keys.SshPublicKey;

import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * Takes credentials for emergencies in place of passwords, and asks the authenticator
 * behind it about everything else. The user store is not asked: it may be what is down.
 */
public final class BreakGlassAuthenticator implements SshAuthenticator {

	private final SshAuthenticator authenticator;

	private final BreakGlassCredentials credentials;

	private final AuthenticationEventPublisher eventPublisher;

	/**
	 * Creates the authenticator.
	 * @param authenticator decides if it is no such credential
	 * @param credentials those that are open
	 * @param eventPublisher is told of log-ins with them
	 */
	public BreakGlassAuthenticator(SshAuthenticator authenticator, BreakGlassCredentials credentials,
			AuthenticationEventPublisher eventPublisher) {
		this.authenticator = authenticator;
		this.credentials = credentials;
		this.eventPublisher = eventPublisher;
	}

	@Override
	public Authentication authenticate(Authentication request) throws AuthenticationException {
		if (!(request instanceof UsernamePasswordAuthenticationToken)) {
			return this.authenticator.authenticate(request);
		}
		Optional<BreakGlassLogin> login = take(request);
		if (login.isPresent()) {
			return enter(request, login.get());
		}
		if (this.authenticator.supports(SshAuthenticationMethod.PASSWORD)) {
			return this.authenticator.authenticate(request);
		}
		throw refusal(this.eventPublisher, request, new BadCredentialsException("Bad credentials"));
	}

	/**
	 * What looks like a credential and is not good here is not shown to anybody else, who
	 * would take it for a password.
	 */
	private Optional<BreakGlassLogin> take(Authentication request) {
		if (!(request.getDetails() instanceof SshAuthenticationDetails details
				&& request.getCredentials() instanceof String secret)) {
			return Optional.empty();
		}
		try {
			return this.credentials.take(request.getName(), secret, details.address());
		}
		catch (BadCredentialsException ex) {
			throw refusal(this.eventPublisher, request, ex);
		}
	}

	/**
	 * Publishes a refusal, without what was typed.
	 * @return the reason, to be thrown
	 */
	static BadCredentialsException refusal(AuthenticationEventPublisher eventPublisher, Authentication request,
			BadCredentialsException reason) {
		eventPublisher.publishAuthenticationFailure(reason,
				UsernameRequest.of(request.getName(), request.getDetails()));
		return reason;
	}

	private Authentication enter(Authentication request, BreakGlassLogin login) {
		List<GrantedAuthority> authorities = new ArrayList<>(login.authorities());
		authorities.add(FactorGrantedAuthority.fromAuthority(BreakGlassCredentials.FACTOR_AUTHORITY));
		UsernamePasswordAuthenticationToken user = UsernamePasswordAuthenticationToken
			.authenticated(new BreakGlassPrincipal(login.ticket()), null, authorities);
		user.setDetails(request.getDetails());
		this.eventPublisher.publishAuthenticationSuccess(user);
		return user;
	}

	/**
	 * Passwords are offered even if the user store has none.
	 */
	@Override
	public boolean supports(SshAuthenticationMethod method) {
		return method == SshAuthenticationMethod.PASSWORD || this.authenticator.supports(method);
	}

	@Override
	public boolean isPublicKeyAcceptable(String username, SshPublicKey key, SshAuthenticationDetails details) {
		return this.authenticator.isPublicKeyAcceptable(username, key, details);
	}

}
