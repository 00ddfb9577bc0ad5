/**
 * Who the peer is: both sides of the authentication protocol (RFC 4252).
 */
@NullMarked
package io.sshconsole.ssh.auth;

import org.jspecify.annotations.NullMarked;
