package io.sshconsole.boot.security;

import java.time.Duration;
import java.util.Map;

import io.sshconsole.boot.event.SshAuditable;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * So many log-ins of a network, or of a user, have failed that further ones by password
 * are not looked at. Published once for each block, on the thread of the connection.
 */
public class SshLoginBlockedEvent extends ApplicationEvent implements SshAuditable {

	private final ThrottledPeer peer;

	private final int failures;

	private final Duration time;

	public SshLoginBlockedEvent(Object source, ThrottledPeer peer, int failures, Duration time) {
		super(source);
		this.peer = peer;
		this.failures = failures;
		this.time = time;
	}

	/**
	 * Returns whom it concerns.
	 * @return a network or a user
	 */
	public ThrottledPeer getPeer() {
		return this.peer;
	}

	/**
	 * Returns how many log-ins have failed.
	 * @return at least one
	 */
	public int getFailures() {
		return this.failures;
	}

	/**
	 * Returns how long the block lasts.
	 * @return the time
	 */
	public Duration getTime() {
		return this.time;
	}

	@Override
	public String auditType() {
		return "SSH_LOGIN_BLOCKED";
	}

	/**
	 * Returns nobody: what a stranger claims is not who did it.
	 */
	@Override
	public @Nullable String auditPrincipal() {
		return null;
	}

	@Override
	public Map<String, Object> auditData() {
		return Map.of("kind", this.peer.kind().name(), "peer", LoggedText.of(this.peer.name()), "failures",
				this.failures, "blockMillis", this.time.toMillis());
	}

}
