/**
 * A running SSH server inside an application context: its life, its connections' users
 * and what they start.
 */
@NullMarked
package io.sshconsole.boot.server;

import org.jspecify.annotations.NullMarked;
