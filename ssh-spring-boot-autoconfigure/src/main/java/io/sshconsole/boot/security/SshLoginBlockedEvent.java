package io.sshconsole.boot.security;

import java.time.Duration;
import java.util.Map;

/**
 * So many log-ins of a network, or of a user, have failed that further ones by password
 * are not looked at.
 */
public final class SshLoginBlockedEvent extends SshLoginThrottledEvent {

	public SshLoginBlockedEvent(Object source, ThrottledPeer peer, int failures, Duration time) {
		super(source, peer, failures, time);
	}

	/**
	 * Returns how long the block lasts.
	 * @return the time
	 */
	public Duration getTime() {
		return time();
	}

	@Override
	public String auditType() {
		return "SSH_LOGIN_BLOCKED";
	}

	@Override
	public Map<String, Object> auditData() {
		return auditData("blockMillis");
	}

}
