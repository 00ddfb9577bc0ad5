/**
 * Keys, signatures, certificates and the files that hold them (RFC 4253 §6.6, OpenSSH
 * PROTOCOL.key, PROTOCOL.certkeys, PROTOCOL.u2f and PROTOCOL.krl, RFC 4716, PuTTY).
 */
@NullMarked
package io.sshconsole.ssh.keys;

import org.jspecify.annotations.NullMarked;
