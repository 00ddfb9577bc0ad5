package io.sshconsole.boot.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandGroup;
import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.command.SshCompletionRequest;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.shell.SshNotices;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * The commands {@code sessions who}, {@code sessions kill} and {@code sessions message}.
 * Users see and end their own sessions; those of others need an authority.
 */
@SshCommandGroup(name = "sessions", description = "Who is logged in over SSH.")
public class SessionsCommand implements SshCompletionProvider {

	private static final String ALL = "all";

	private final OpenSessions sessions;

	private final Supplier<@Nullable SshNotices> notices;

	private final Predicate<Authentication> operator;

	/**
	 * Creates the commands.
	 * @param sessions the sessions
	 * @param notices tells users something, or gives {@code null} where there are no
	 * shells
	 * @param operator tells whether a user may see and end the sessions of others
	 */
	public SessionsCommand(OpenSessions sessions, Supplier<@Nullable SshNotices> notices,
			Predicate<Authentication> operator) {
		this.sessions = sessions;
		this.notices = notices;
		this.operator = operator;
	}

	@SshCommand(name = "sessions who", description = "Lists who is logged in, and from where.")
	List<OpenSession> who(SshCommandContext context) {
		return visibleTo(context.session());
	}

	@SshCommand(name = "sessions kill", description = "Ends sessions. Their users are told who did it.")
	void kill(@SshArgument(description = "Identifiers, as 'sessions who' tells them.",
			completion = SessionsCommand.class) List<String> session, SshCommandContext context) {
		List<String> visible = visibleTo(context.session()).stream().map(OpenSession::session).toList();
		List<String> missing = new ArrayList<>();
		for (String id : session) {
			// The same for those of others: who may not see them learns nothing of them
			if (!visible.contains(id) || !this.sessions.end(id, context.username())) {
				missing.add(id);
			}
		}
		if (!missing.isEmpty()) {
			throw new SshCommandException("There is no session " + String.join(", ", missing));
		}
	}

	@SshCommand(name = "sessions message", description = "Tells users something while they are in their shells.")
	String message(
			@SshArgument(description = "Identifier of a session, or 'all'.",
					completion = SessionsCommand.class) String session,
			@SshArgument(description = "What they are told.") List<String> text, SshCommandContext context) {
		SshNotices notices = this.notices.get();
		if (notices == null) {
			throw new SshCommandException("There are no shells in this application");
		}
		String notice = context.username() + ": " + String.join(" ", text);
		if (session.equals(ALL)) {
			if (!this.operator.test(context.authentication())) {
				throw new SshCommandException("sessions message: not permitted for all sessions",
						SshExitStatus.NOT_PERMITTED);
			}
			return "Shells told: " + notices.broadcast(notice);
		}
		if (visibleTo(context.session()).stream().noneMatch((open) -> open.session().equals(session))) {
			throw new SshCommandException("There is no session " + session);
		}
		if (!notices.send(session, notice)) {
			throw new SshCommandException(session + " has no shell on a terminal");
		}
		return "Shells told: 1";
	}

	@Override
	public List<SshCompletion> complete(SshCompletionRequest request) {
		return visibleTo(request.session()).stream()
			.map((open) -> new SshCompletion(open.session(), open.user() + " from " + open.address()))
			.toList();
	}

	/**
	 * Who came in by a credential for emergencies is not the user whose name he has.
	 */
	private List<OpenSession> visibleTo(SshSession session) {
		boolean operator = this.operator.test(session.authentication());
		boolean guest = BreakGlassCredentials.isGuest(session.authentication());
		return this.sessions.list()
			.stream()
			.filter((open) -> operator
					|| (guest ? open.session().equals(session.id()) : open.user().equals(session.username())))
			.toList();
	}

}
