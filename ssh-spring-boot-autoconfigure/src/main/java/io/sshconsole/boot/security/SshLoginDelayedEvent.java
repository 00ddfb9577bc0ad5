package io.sshconsole.boot.security;

import java.time.Duration;
import java.util.Map;

import io.sshconsole.boot.event.SshAuditable;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * So many log-ins of a network, or of a user, have failed that further ones wait.
 * Published once, when that begins, on the thread of the connection.
 */
public class SshLoginDelayedEvent extends ApplicationEvent implements SshAuditable {

	private final ThrottledPeer peer;

	private final int failures;

	private final Duration delay;

	public SshLoginDelayedEvent(Object source, ThrottledPeer peer, int failures, Duration delay) {
		super(source);
		this.peer = peer;
		this.failures = failures;
		this.delay = delay;
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
	 * Returns how long the next attempt waits.
	 * @return the time
	 */
	public Duration getDelay() {
		return this.delay;
	}

	@Override
	public String auditType() {
		return "SSH_LOGIN_DELAYED";
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
				this.failures, "delayMillis", this.delay.toMillis());
	}

}
