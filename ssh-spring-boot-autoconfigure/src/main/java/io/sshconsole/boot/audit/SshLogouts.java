package io.sshconsole.boot.audit;

import io.sshconsole.boot.server.SshSessions;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.TransportListener;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.event.LogoutSuccessEvent;

/**
 * Tells Spring Security when a user who was logged in is gone, however the connection
 * ended.
 */
public final class SshLogouts implements TransportListener {

	private final ApplicationEventPublisher events;

	/**
	 * Creates the listener.
	 * @param events is told, on the thread of the connection that has ended
	 */
	public SshLogouts(ApplicationEventPublisher events) {
		this.events = events;
	}

	@Override
	public void closed(Transport transport, @Nullable Throwable cause) {
		SshSessions.of(transport)
			.ifPresent((session) -> this.events.publishEvent(new LogoutSuccessEvent(session.authentication())));
	}

}
