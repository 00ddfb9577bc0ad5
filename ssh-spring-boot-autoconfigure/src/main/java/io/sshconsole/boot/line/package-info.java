/**
 * The syntax of a line, without commands and without input or output.
 */
@NullMarked
package io.sshconsole.boot.line;

import org.jspecify.annotations.NullMarked;
