package io.sshconsole.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * The users of the console.
 *
 * @param passwords checks passwords, or {@code null} if nothing can
 * @param users knows the owners of keys, or {@code null} if nothing does
 */
record SshLogin(@Nullable AuthenticationManager passwords, @Nullable UserDetailsService users) {

}
