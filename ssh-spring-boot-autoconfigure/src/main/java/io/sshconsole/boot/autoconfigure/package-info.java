/**
 * The wiring of the SSH console, and nothing else.
 */
@NullMarked
package io.sshconsole.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
