/**
 * Commands of the application: methods with
 * {@link io.sshconsole.boot.command.SshCommand @SshCommand}, found, parsed, authorized
 * and run. Knows streams and users, but no SSH channel and no terminal.
 */
@NullMarked
package io.sshconsole.boot.command;

import org.jspecify.annotations.NullMarked;
