package io.sshconsole.boot.security;

import java.time.Duration;
import java.util.Map;

import io.sshconsole.boot.event.SshAuditable;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * So many log-ins of a network, or of a user, have failed that further ones are slowed
 * down or stopped. Published once for each such change, on the thread of the connection.
 */
public abstract sealed class SshLoginThrottledEvent extends ApplicationEvent implements SshAuditable
		permits SshLoginDelayedEvent, SshLoginBlockedEvent {

	private final ThrottledPeer peer;

	private final int failures;

	private final Duration time;

	SshLoginThrottledEvent(Object source, ThrottledPeer peer, int failures, Duration time) {
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
	 * Returns nobody: what a stranger claims is not who did it.
	 */
	@Override
	public @Nullable String auditPrincipal() {
		return null;
	}

	Duration time() {
		return this.time;
	}

	Map<String, Object> auditData(String nameOfTime) {
		return Map.of("kind", this.peer.kind().name(), "peer", LoggedText.of(this.peer.name()), "failures",
				this.failures, nameOfTime, this.time.toMillis());
	}

}
