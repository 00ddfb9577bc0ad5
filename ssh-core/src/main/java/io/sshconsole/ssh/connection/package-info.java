/**
 * Channels over one authenticated transport (RFC 4254). Knows no role and nothing of
 * authentication: a {@link io.sshconsole.ssh.connection.ConnectionHandler} decides what
 * the peer may do.
 */
@NullMarked
package io.sshconsole.ssh.connection;

import org.jspecify.annotations.NullMarked;
