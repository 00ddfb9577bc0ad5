package io.sshconsole.boot.security;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * What came of a password.
 *
 * @param user the user, or empty if there is none (yet)
 * @param prompt what a user is told who must choose another password, or {@code null}
 */
public record SshPasswordResult(Optional<Authentication> user, @Nullable String prompt) {

	static SshPasswordResult of(Optional<Authentication> user) {
		return new SshPasswordResult(user, null);
	}

	static SshPasswordResult ask(String prompt) {
		return new SshPasswordResult(Optional.empty(), prompt);
	}

}
