/**
 * What a hostile client may try, by theme. A server must refuse it, forget it and go on.
 */
@NullMarked
package io.sshconsole.ssh.attack;

import org.jspecify.annotations.NullMarked;
