/**
 * Lines while they run: the one place where text becomes threads and exit statuses.
 */
@NullMarked
package io.sshconsole.boot.execution;

import org.jspecify.annotations.NullMarked;
