package io.sshconsole.boot.security;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * A request that says who somebody claims to be and holds no secret: what events may show
 * of a proof that was refused.
 */
final class UsernameRequest {

	private UsernameRequest() {
	}

	static Authentication of(String username, @Nullable Object details) {
		var request = UsernamePasswordAuthenticationToken.unauthenticated(username, null);
		request.setDetails(details);
		return request;
	}

}
