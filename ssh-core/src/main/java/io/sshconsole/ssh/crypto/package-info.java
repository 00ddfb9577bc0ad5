/**
 * One direction's protection of packets: ciphers, MACs and their framing (RFC 4253 §6).
 */
@NullMarked
package io.sshconsole.ssh.crypto;

import org.jspecify.annotations.NullMarked;
