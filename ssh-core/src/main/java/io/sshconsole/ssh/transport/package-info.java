/**
 * An encrypted message pipe that re-keys itself (RFC 4253).
 */
@NullMarked
package io.sshconsole.ssh.transport;

import org.jspecify.annotations.NullMarked;
