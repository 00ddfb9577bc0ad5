package io.sshconsole.boot.security;

import org.springframework.security.core.Authentication;

/**
 * A proof that somebody gives, on which a verdict is due.
 *
 * @param method how it is given
 * @param request under the name that the peer claims; events show it
 * @param details where it comes from
 */
record LoginAttempt(SshAuthenticationMethod method, Authentication request, SshAuthenticationDetails details) {

	/**
	 * Makes an attempt whose secret is kept out of events.
	 */
	static LoginAttempt withoutSecret(SshAuthenticationMethod method, String username,
			SshAuthenticationDetails details) {
		return new LoginAttempt(method, UsernameRequest.of(username, details), details);
	}

	String username() {
		return this.request.getName();
	}

}
