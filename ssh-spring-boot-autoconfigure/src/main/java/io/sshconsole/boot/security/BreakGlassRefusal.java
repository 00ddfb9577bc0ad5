package io.sshconsole.boot.security;

import io.sshconsole.ssh.keys.SshPublicKey;

import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * Refuses credentials for emergencies where they open nothing. One that is typed there
 * stays as good as it was, and the authenticator behind this one does not see it.
 */
final class BreakGlassRefusal implements SshAuthenticator {

	private final SshAuthenticator authenticator;

	private final BreakGlassCredentials credentials;

	private final AuthenticationEventPublisher eventPublisher;

	BreakGlassRefusal(SshAuthenticator authenticator, BreakGlassCredentials credentials,
			AuthenticationEventPublisher eventPublisher) {
		this.authenticator = authenticator;
		this.credentials = credentials;
		this.eventPublisher = eventPublisher;
	}

	@Override
	public Authentication authenticate(Authentication request) throws AuthenticationException {
		if (request instanceof UsernamePasswordAuthenticationToken && request.getCredentials() instanceof String secret
				&& this.credentials.isOneOrLooksLikeIt(secret)) {
			throw BreakGlassAuthenticator.refusal(this.eventPublisher, request,
					new BadCredentialsException("Credentials for emergencies open nothing here"));
		}
		return this.authenticator.authenticate(request);
	}

	@Override
	public boolean supports(SshAuthenticationMethod method) {
		return this.authenticator.supports(method);
	}

	@Override
	public boolean isPublicKeyAcceptable(String username, SshPublicKey key, SshAuthenticationDetails details) {
		return this.authenticator.isPublicKeyAcceptable(username, key, details);
	}

}
