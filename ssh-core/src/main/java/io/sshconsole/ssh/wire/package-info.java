/**
 * The words of the protocol: data types, message numbers and failures (RFC 4251).
 */
@NullMarked
package io.sshconsole.ssh.wire;

import org.jspecify.annotations.NullMarked;
