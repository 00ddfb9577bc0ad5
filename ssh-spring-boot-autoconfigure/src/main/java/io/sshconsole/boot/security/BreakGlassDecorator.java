package io.sshconsole.boot.security;

import org.springframework.security.authentication.AuthenticationEventPublisher;

/**
 * Takes credentials for emergencies at log-ins, and nowhere else.
 */
public final class BreakGlassDecorator implements SshAuthenticatorDecorator {

	private final BreakGlassCredentials credentials;

	private final AuthenticationEventPublisher eventPublisher;

	/**
	 * Creates the decorator.
	 * @param credentials those that are open
	 * @param eventPublisher is told of log-ins with them, and of refusals
	 */
	public BreakGlassDecorator(BreakGlassCredentials credentials, AuthenticationEventPublisher eventPublisher) {
		this.credentials = credentials;
		this.eventPublisher = eventPublisher;
	}

	@Override
	public SshAuthenticator decorate(SshAuthenticator authenticator) {
		return new BreakGlassAuthenticator(authenticator, this.credentials, this.eventPublisher);
	}

	@Override
	public SshAuthenticator decorateInSession(SshAuthenticator authenticator) {
		return new BreakGlassRefusal(authenticator, this.credentials, this.eventPublisher);
	}

	/**
	 * Lets none become a password, which would open an account for good. The open ones
	 * are not asked, so an answer does not tell whether it is one of them.
	 */
	@Override
	public SshPasswordChanger decoratePasswordChanger(SshPasswordChanger changer) {
		return (username, oldPassword, newPassword) -> {
			if (BreakGlassForm.matchesInAnyCase(newPassword)) {
				throw new IllegalArgumentException("It looks like a credential for emergencies.");
			}
			changer.changePassword(username, oldPassword, newPassword);
		};
	}

}
