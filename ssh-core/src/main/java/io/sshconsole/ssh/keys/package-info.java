/**
 * Keys, signatures and the files that hold them (RFC 4253 §6.6, OpenSSH PROTOCOL.key).
 */
@NullMarked
package io.sshconsole.ssh.keys;

import org.jspecify.annotations.NullMarked;
