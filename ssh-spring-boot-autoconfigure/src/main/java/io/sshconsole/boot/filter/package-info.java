/**
 * The programs that stand behind a {@code |}: streams in, streams out.
 */
@NullMarked
package io.sshconsole.boot.filter;

import org.jspecify.annotations.NullMarked;
