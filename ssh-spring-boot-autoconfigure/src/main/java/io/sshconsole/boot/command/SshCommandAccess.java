package io.sshconsole.boot.command;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.core.Authentication;
import org.springframework.util.function.SingletonSupplier;

/**
 * Says which commands users are told of: those that they may run, and where they can be
 * asked, those that only demand a factor more.
 */
public final class SshCommandAccess {

	private static final Logger logger = LoggerFactory.getLogger(SshCommandAccess.class);

	private final SshCommandAuthorizer authorizer;

	private final Supplier<SshStepUp> stepUp;

	/**
	 * Creates the access.
	 * @param authorizer says who may run what
	 * @param stepUp gives what asks for factors; asked when somebody lacks something
	 */
	public SshCommandAccess(SshCommandAuthorizer authorizer, Supplier<SshStepUp> stepUp) {
		this.authorizer = authorizer;
		this.stepUp = SingletonSupplier.of(stepUp);
	}

	/**
	 * Returns what decides.
	 * @return the authorizer
	 */
	public SshCommandAuthorizer authorizer() {
		return this.authorizer;
	}

	/**
	 * Asks for factors where the user can be asked: at a terminal that no other stage of
	 * the line uses.
	 * @param what what demands them, as he is told
	 * @param missing the factors
	 * @param context whose user is asked
	 * @return whether all of them are proven
	 * @throws IOException if the client is gone, or the question was interrupted
	 */
	public boolean prove(String what, List<String> missing, SshCommandContext context) throws IOException {
		if (context.isPiped() || !context.terminal().isInteractive()) {
			return false;
		}
		context.err().println(PlainText.line(what + ": needs " + String.join(" and ", missing)));
		return this.stepUp.get().prove(missing, context);
	}

	/**
	 * Returns the commands that the user of a command is told of.
	 * @param commands the commands in question
	 * @param context who reads it, and whether he has a terminal
	 * @return some of them
	 */
	public List<SshCommandDefinition> visible(Collection<SshCommandDefinition> commands, SshCommandContext context) {
		return visible(commands, context.session(), context.terminal().isInteractive());
	}

	/**
	 * Returns the commands that a user is told of.
	 * @param commands the commands in question
	 * @param session the user
	 * @param asked whether he has a terminal to be asked at
	 * @return some of them
	 */
	public List<SshCommandDefinition> visible(Collection<SshCommandDefinition> commands, SshSession session,
			boolean asked) {
		Lookup lookup = new Lookup(session);
		return commands.stream()
			.filter((command) -> this.authorizer.isPermitted(command, session.authentication())
					|| (asked && !lookup.missing((user) -> this.authorizer.isPermitted(command, user)).isEmpty()))
			.toList();
	}

	/**
	 * Finds what a user has to prove before he may run some commands.
	 * @param commands the commands
	 * @param session the user
	 * @return factors; empty if he may run them already, or never
	 */
	public List<String> missing(Collection<SshCommandDefinition> commands, SshSession session) {
		Predicate<Authentication> permitted = (user) -> commands.stream()
			.allMatch((command) -> this.authorizer.isPermitted(command, user));
		return missing(session, permitted);
	}

	/**
	 * Finds what a user has to prove before something is permitted to him.
	 * @param session the user
	 * @param permitted tells whether it would be permitted to somebody
	 * @return factors; empty if it is permitted already, or never, or that cannot be told
	 */
	public List<String> missing(SshSession session, Predicate<Authentication> permitted) {
		return new Lookup(session).missing(permitted);
	}

	/**
	 * What one user lacks for one thing after the other. A store of secrets that is down
	 * is asked once, because each question may cost its time-out.
	 */
	private final class Lookup {

		private final SshSession session;

		private @Nullable Function<Predicate<Authentication>, List<String>> stepUp;

		private boolean failed;

		Lookup(SshSession session) {
			this.session = session;
		}

		List<String> missing(Predicate<Authentication> permitted) {
			if (this.failed) {
				return List.of();
			}
			try {
				if (this.stepUp == null) {
					this.stepUp = SshCommandAccess.this.stepUp.get().missing(this.session);
				}
				return this.stepUp.apply(permitted);
			}
			catch (RuntimeException ex) {
				// Who is not asked is refused
				this.failed = true;
				logger.warn("What {} could prove is not known: {}", PlainText.line(this.session.username()),
						PlainText.line(ex.toString()));
				return List.of();
			}
		}

	}

}
