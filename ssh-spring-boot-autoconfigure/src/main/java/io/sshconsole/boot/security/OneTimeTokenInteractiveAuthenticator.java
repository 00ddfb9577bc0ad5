package io.sshconsole.boot.security;

import io.sshconsole.ssh.auth.InteractiveQuery;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ott.InvalidOneTimeTokenException;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * Asks for a token that a {@link OneTimeTokenService} of the application has issued.
 * Whoever gets the token to its user, by mail or otherwise, is no business of the
 * console. A token that is typed for another user is lost: the service gives it out once
 * only.
 */
public final class OneTimeTokenInteractiveAuthenticator implements SshInteractiveAuthenticator {

	private static final InteractiveQuery QUERY = new InteractiveQuery("", "").secret("One-time token: ");

	private final OneTimeTokenService tokens;

	private final SshUserLookup users;

	/**
	 * Creates the dialogue.
	 * @param tokens the tokens
	 * @param users the users
	 */
	public OneTimeTokenInteractiveAuthenticator(OneTimeTokenService tokens, SshUserLookup users) {
		this.tokens = tokens;
		this.users = users;
	}

	@Override
	public String name() {
		return "ott";
	}

	@Override
	public String factor() {
		return FactorGrantedAuthority.OTT_AUTHORITY;
	}

	/**
	 * A token alone opens a session, as in Spring Security's login by token.
	 */
	@Override
	public boolean isSufficient() {
		return true;
	}

	@Override
	public Step start(SshInteractiveRequest request) {
		return new Question(QUERY, (answers) -> verify(request, answers.get(0).strip()));
	}

	private Step verify(SshInteractiveRequest request, String value) {
		if (value.isEmpty() || !isFor(request.username(), value)) {
			return new Refused(new BadCredentialsException("Wrong token"));
		}
		return new Proven(this.users.load(request));
	}

	private boolean isFor(String username, String value) {
		try {
			OneTimeToken token = this.tokens.consume(OneTimeTokenAuthenticationToken.unauthenticated(value));
			return token != null && token.getUsername().equals(username);
		}
		catch (InvalidOneTimeTokenException ex) {
			return false;
		}
	}

}
