package io.sshconsole.boot.server;

import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.security.SshProofs;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.Transport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Who is logged in at the moment, and how to end that. For any thread.
 */
public final class OpenSessions {

	private static final Log logger = LogFactory.getLog(OpenSessions.class);

	private final Supplier<Optional<SshServer>> server;

	private final ApplicationEventPublisher events;

	/**
	 * Creates the view of a server.
	 * @param server gives the server of the moment, or empty while it is stopped
	 * @param events hears of sessions that somebody ends
	 */
	public OpenSessions(Supplier<Optional<SshServer>> server, ApplicationEventPublisher events) {
		this.server = server;
		this.events = events;
	}

	/**
	 * Lists the sessions.
	 * @return those that are logged in, the oldest first
	 */
	public List<OpenSession> list() {
		return loggedIn().sorted(Comparator.comparing(Transport::connectedAt)).map(OpenSessions::describe).toList();
	}

	/**
	 * Ends a session with all that runs in it, and publishes that. Returns at once.
	 * @param id the connection's identifier
	 * @param by who wants it; the user of the session reads that, too. {@code null} if it
	 * is not known
	 * @return whether there was such a session
	 */
	public boolean end(String id, @Nullable String by) {
		Optional<Transport> found = loggedIn().filter((transport) -> transport.id().equals(id)).findFirst();
		found.ifPresent((transport) -> {
			OpenSession session = describe(transport);
			transport.close("ended by " + ((by != null) ? by : "an operator"));
			publish(new SshSessionEndedEvent(this, session, by));
		});
		return found.isPresent();
	}

	/**
	 * The session has ended, whatever becomes of the news.
	 */
	private void publish(SshSessionEndedEvent event) {
		try {
			this.events.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.warn("Who listens to the end of a session failed", ex);
		}
	}

	private Stream<Transport> loggedIn() {
		return this.server.get()
			.stream()
			.flatMap((server) -> server.transports().stream())
			.filter((transport) -> transport.username().isPresent());
	}

	private static OpenSession describe(Transport transport) {
		return new OpenSession(transport.id(), transport.username().orElse(""),
				transport.remoteAddress().getAddress().getHostAddress(),
				transport.connectedAt().truncatedTo(ChronoUnit.SECONDS), login(transport), transport.sessions(),
				transport.clientVersion());
	}

	private static String login(Transport transport) {
		return SshSessions.of(transport).map((session) -> methods(session) + issuer(session)).orElse("");
	}

	private static String methods(SshSession session) {
		return session.attribute(SshProofs.class)
			.map((proofs) -> proofs.proofs()
				.stream()
				.map((proof) -> proof.method().wireName())
				.collect(Collectors.joining(",")))
			.orElse("");
	}

	private static String issuer(SshSession session) {
		return BreakGlassCredentials.ticket(session.authentication())
			.map((ticket) -> " (break-glass of " + ticket.issuer() + ")")
			.orElse("");
	}

}
