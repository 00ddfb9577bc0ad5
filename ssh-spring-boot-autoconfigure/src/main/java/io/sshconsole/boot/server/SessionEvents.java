package io.sshconsole.boot.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandObserver;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.TransportListener;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Makes application events of log-ins, of their ends, and of commands. A listener that
 * blocks holds up the connection that it hears of, and no other.
 */
public class SessionEvents implements TransportListener, SshCommandObserver {

	private final ApplicationEventPublisher publisher;

	private final Supplier<SshCommandRegistry> commands;

	/**
	 * Creates the source of the events.
	 * @param publisher takes them
	 * @param commands knows the commands; asked when one has ended
	 */
	public SessionEvents(ApplicationEventPublisher publisher, Supplier<SshCommandRegistry> commands) {
		this.publisher = publisher;
		this.commands = commands;
	}

	@Override
	public void authenticated(Transport transport, String method) {
		SshSessions.of(transport).ifPresent((session) -> {
			session.attribute(LogIn.class, new LogIn(System.nanoTime()));
			this.publisher.publishEvent(new SshSessionOpenedEvent(this, session, address(transport)));
		});
	}

	@Override
	public void closed(Transport transport, @Nullable Throwable cause) {
		SshSessions.of(transport)
			.ifPresent((session) -> session.attribute(LogIn.class)
				.ifPresent((logIn) -> this.publisher.publishEvent(
						new SshSessionClosedEvent(this, session, address(transport), since(logIn.nanoTime())))));
	}

	@Override
	public Run started(String name, SshCommandContext context) {
		long start = System.nanoTime();
		return (status) -> ended(name, context, status, since(start));
	}

	private void ended(String name, SshCommandContext context, int status, Duration duration) {
		boolean registered = this.commands.get().isCommand(name);
		if (registered || name.equals(REFUSAL)) {
			SshSession session = context.session();
			this.publisher.publishEvent(new SshCommandExecutedEvent(this, session, registered ? name : null,
					context.line(), status, duration));
		}
	}

	private static InetAddress address(Transport transport) {
		return transport.remoteAddress().getAddress();
	}

	private static Duration since(long nanoTime) {
		return Duration.ofNanos(System.nanoTime() - nanoTime);
	}

	/**
	 * When a session was opened.
	 */
	private record LogIn(long nanoTime) {

	}

}
