package io.sshconsole.ssh;

import java.time.Instant;

/**
 * A connection that could not be accepted, because the process had no file descriptor or
 * no thread left, for example. It says nothing of who connected.
 *
 * @param time when it happened
 * @param type the simple name of the exception's class
 */
public record AcceptError(Instant time, String type) {

}
