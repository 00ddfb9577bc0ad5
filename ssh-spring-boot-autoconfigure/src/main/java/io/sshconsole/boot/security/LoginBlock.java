package io.sshconsole.boot.security;

import java.time.Duration;

/**
 * A network, or a user, whose passwords are not looked at.
 *
 * @param peer whose they are
 * @param failures how many log-ins have failed
 * @param left how much longer
 */
public record LoginBlock(ThrottledPeer peer, int failures, Duration left) {

}
