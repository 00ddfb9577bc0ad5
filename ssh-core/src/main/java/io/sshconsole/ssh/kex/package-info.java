/**
 * What a key exchange computes: offers, agreements, hashes and keys (RFC 4253 §7, §8). No
 * input or output, no roles.
 */
@NullMarked
package io.sshconsole.ssh.kex;

import org.jspecify.annotations.NullMarked;
