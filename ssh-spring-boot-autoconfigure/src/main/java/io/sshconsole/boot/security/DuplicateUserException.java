package io.sshconsole.boot.security;

import org.springframework.security.authentication.InternalAuthenticationServiceException;

/**
 * A user is set up twice: which password and whose authorities would count is anybody's
 * guess.
 */
final class DuplicateUserException extends InternalAuthenticationServiceException {

	DuplicateUserException(String message) {
		super(message);
	}

}
