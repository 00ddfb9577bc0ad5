/**
 * A server to attack and a client that can break every rule.
 */
@NullMarked
package io.sshconsole.ssh.testing;

import org.jspecify.annotations.NullMarked;
