/**
 * How the SSH server is seen by those who watch the application.
 */
@NullMarked
package io.sshconsole.boot.actuate;

import org.jspecify.annotations.NullMarked;
