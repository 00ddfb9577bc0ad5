package io.sshconsole.boot.command;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import org.springframework.security.core.Authentication;

/**
 * Asks users for the factors that a command demands and their log-in did not have. A bean
 * of this type replaces what the console does itself; {@link #NONE} switches it off. For
 * any thread.
 */
public interface SshStepUp {

	/**
	 * Asks nobody for anything.
	 */
	SshStepUp NONE = new SshStepUp() {

		@Override
		public List<String> missing(SshSession session, Predicate<Authentication> permitted) {
			return List.of();
		}

		@Override
		public boolean prove(List<String> factors, SshCommandContext context) {
			return false;
		}

	};

	/**
	 * Finds what a user has to prove before something is permitted to him. Asks nobody.
	 * @param session the user
	 * @param permitted tells whether it would be permitted to somebody
	 * @return authorities such as {@code FACTOR_TOTP}, in the order in which they are
	 * asked for; empty if it is permitted already, or whatever he can prove here
	 */
	List<String> missing(SshSession session, Predicate<Authentication> permitted);

	/**
	 * Finds the same for many things at a time, such as all commands of a list.
	 * @param session the user
	 * @return answers as the other method does; what the user could prove may be looked
	 * up once for all of them
	 */
	default Function<Predicate<Authentication>, List<String>> missing(SshSession session) {
		return (permitted) -> missing(session, permitted);
	}

	/**
	 * Asks for factors, and raises the session by each that is proven. Called only where
	 * the user has a terminal, on the thread that may use it.
	 * @param factors what {@link #missing} has found
	 * @param context whose user is asked
	 * @return whether all of them are proven
	 * @throws IOException if the client is gone, or the question was interrupted
	 */
	boolean prove(List<String> factors, SshCommandContext context) throws IOException;

}
