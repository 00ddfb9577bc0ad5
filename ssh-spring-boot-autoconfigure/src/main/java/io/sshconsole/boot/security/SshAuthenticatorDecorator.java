package io.sshconsole.boot.security;

/**
 * Puts something in front of the {@link SshAuthenticator}, such as credentials of its
 * own. Beans of this type are applied in their order, so the last one is asked first.
 */
@FunctionalInterface
public interface SshAuthenticatorDecorator {

	/**
	 * Decorates the authenticator.
	 * @param authenticator who decided before
	 * @return who decides from now on
	 */
	SshAuthenticator decorate(SshAuthenticator authenticator);

	/**
	 * Decorates the authenticator that is asked where users who are in prove a factor.
	 * What opens a session once does not belong there.
	 * @param authenticator who decided before
	 * @return who decides from now on; the same as at a log-in, unless overridden
	 */
	default SshAuthenticator decorateInSession(SshAuthenticator authenticator) {
		return decorate(authenticator);
	}

	/**
	 * Decorates what changes passwords. Credentials of its own must not become some.
	 * @param changer who changed them before
	 * @return who changes them from now on; the same, unless overridden
	 */
	default SshPasswordChanger decoratePasswordChanger(SshPasswordChanger changer) {
		return changer;
	}

}
