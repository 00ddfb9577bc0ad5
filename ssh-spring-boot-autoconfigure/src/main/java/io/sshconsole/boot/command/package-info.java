/**
 * Commands of the application: methods with
 * {@link io.sshconsole.boot.command.SshCommand @SshCommand}, found, parsed and
 * authorized, and all that applications implement around them. Knows streams and users,
 * but no SSH channel.
 */
@NullMarked
package io.sshconsole.boot.command;

import org.jspecify.annotations.NullMarked;
