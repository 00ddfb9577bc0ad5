/**
 * Sessions over an SSH channel: the interactive shell with JLine, the shell without a
 * terminal, and single commands.
 * <p>
 * A session with a terminal has two threads. The pump reads the channel, recognises the
 * interrupt character while a command runs, and queues the rest
 * ({@link io.sshconsole.boot.shell.TypeAhead}). The channel's own thread edits lines and
 * runs commands, one after the other; it alone writes to the terminal.
 */
@NullMarked
package io.sshconsole.boot.shell;

import org.jspecify.annotations.NullMarked;
