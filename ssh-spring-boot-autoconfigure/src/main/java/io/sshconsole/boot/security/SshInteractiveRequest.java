package io.sshconsole.boot.security;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * Who is to prove something in a dialogue.
 *
 * @param username the account: the name that earlier proofs were about, else what the
 * peer claims; it may be anything
 * @param details where it comes from
 * @param proven the user as earlier proofs of the connection have it, or {@code null} if
 * this is the first
 */
public record SshInteractiveRequest(String username, SshAuthenticationDetails details,
		@Nullable Authentication proven) {

}
