package io.sshconsole.boot.security;

import java.time.Duration;
import java.util.Map;

/**
 * So many log-ins of a network, or of a user, have failed that further ones wait.
 */
public final class SshLoginDelayedEvent extends SshLoginThrottledEvent {

	public SshLoginDelayedEvent(Object source, ThrottledPeer peer, int failures, Duration delay) {
		super(source, peer, failures, delay);
	}

	/**
	 * Returns how long the next attempt waits.
	 * @return the time
	 */
	public Duration getDelay() {
		return time();
	}

	@Override
	public String auditType() {
		return "SSH_LOGIN_DELAYED";
	}

	@Override
	public Map<String, Object> auditData() {
		return auditData("delayMillis");
	}

}
