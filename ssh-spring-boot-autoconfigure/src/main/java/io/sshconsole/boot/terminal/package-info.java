/**
 * What a person sees: the terminal of a command, or the lack of one. Knows no command.
 */
@NullMarked
package io.sshconsole.boot.terminal;

import org.jspecify.annotations.NullMarked;
