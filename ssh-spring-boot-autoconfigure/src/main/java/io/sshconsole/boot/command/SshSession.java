package io.sshconsole.boot.command;

import org.springframework.security.core.Authentication;

/**
 * Who runs commands: a user who logged in over one connection.
 *
 * @param id the connection's identifier, the same as in the log
 * @param username the name that was logged in with
 * @param authentication what Spring Security knows about the user
 */
public record SshSession(String id, String username, Authentication authentication) {

}
