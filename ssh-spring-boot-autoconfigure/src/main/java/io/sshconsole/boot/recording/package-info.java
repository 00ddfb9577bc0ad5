/**
 * Recordings of sessions.
 */
@NullMarked
package io.sshconsole.boot.recording;

import org.jspecify.annotations.NullMarked;
