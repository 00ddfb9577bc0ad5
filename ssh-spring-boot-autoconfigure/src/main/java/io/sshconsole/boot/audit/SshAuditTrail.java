package io.sshconsole.boot.audit;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandObserver;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.event.SshAuditable;
import io.sshconsole.boot.server.SshSessions;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.TransportListener;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Leaves an entry in Boot's audit trail for each session that opens and closes, for each
 * command that has run or was refused, and for each event of the console that belongs
 * there. The first to hear of a command, so the last to hear of its end.
 * <p>
 * Entries are written on the thread that they tell of: a store that is slow makes its own
 * user wait, and nobody else.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class SshAuditTrail implements SshCommandObserver, TransportListener {

	/**
	 * Type of the entry of a user who has logged in.
	 */
	public static final String SESSION_OPENED = "SSH_SESSION_OPENED";

	/**
	 * Type of the entry of a user whose connection has ended.
	 */
	public static final String SESSION_CLOSED = "SSH_SESSION_CLOSED";

	/**
	 * Type of the entry of a command.
	 */
	public static final String COMMAND = "SSH_COMMAND";

	private final ApplicationEventPublisher events;

	private final Supplier<SshCommandRegistry> commands;

	/**
	 * Creates the trail.
	 * @param events takes the entries
	 * @param commands gives the commands; asked when the first program has run, because
	 * some of them may need what runs commands
	 */
	public SshAuditTrail(ApplicationEventPublisher events, Supplier<SshCommandRegistry> commands) {
		this.events = events;
		this.commands = commands;
	}

	@Override
	public void authenticated(Transport transport, String method) {
		SshSessions.of(transport).ifPresent((session) -> {
			session.attribute(Opened.class, new Opened(System.nanoTime()));
			write(SESSION_OPENED, session, AuditData.of(session).text("client", transport.clientVersion()));
		});
	}

	@Override
	public void closed(Transport transport, @Nullable Throwable cause) {
		SshSessions.of(transport).ifPresent((session) -> {
			AuditData data = AuditData.of(session);
			session.attribute(Opened.class)
				.ifPresent((opened) -> data.number("durationMillis", millisSince(opened.at())));
			write(SESSION_CLOSED, session, data.text("reason", (cause != null) ? cause.getMessage() : null));
		});
	}

	@Override
	public Run started(String name, SshCommandContext context) {
		long startedAt = System.nanoTime();
		return (status) -> {
			if (isTold(name, status)) {
				write(COMMAND, context.session(),
						AuditData.of(context.session())
							.text("command", name)
							.text("line", context.line())
							.number("status", status)
							.number("durationMillis", millisSince(startedAt)));
			}
		};
	}

	/**
	 * A question that was answered is told of by its command. Behind any other end of it
	 * there may be no command. A filter only sees what a command of its line writes.
	 */
	private boolean isTold(String name, int status) {
		return name.equals(REFUSAL) || (name.equals(STEP_UP) && status != 0) || this.commands.get().isCommand(name);
	}

	private static long millisSince(long nanos) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
	}

	/**
	 * Takes over what somebody else has to tell.
	 * @param event the event
	 */
	@EventListener
	void on(SshAuditable event) {
		write(event.auditType(), event.auditPrincipal(), event.auditData());
	}

	private void write(String type, SshSession session, AuditData data) {
		write(type, session.authentication().getName(), data.toMap());
	}

	/**
	 * Writes an entry also on a thread that was interrupted, as that of a command is that
	 * was cancelled: a store that writes a file or a socket would fail there.
	 */
	@SuppressWarnings("NullAway") // An entry may have null values, as newer JDKs see
	private void write(String type, @Nullable String principal, Map<String, Object> data) {
		boolean interrupted = Thread.interrupted();
		try {
			this.events.publishEvent(new AuditApplicationEvent((principal != null) ? principal : "", type, data));
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * When a session was opened.
	 */
	private record Opened(long at) {

	}

}
