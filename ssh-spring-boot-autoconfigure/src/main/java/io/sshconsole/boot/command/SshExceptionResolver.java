package io.sshconsole.boot.command;

import java.util.Optional;

/**
 * Says what a user reads when a command throws something that is no
 * {@link SshCommandException}. Beans of this type are asked in their order, on the
 * command's thread; the first answer counts, and nothing is logged then.
 */
@FunctionalInterface
public interface SshExceptionResolver {

	/**
	 * Resolves an exception.
	 * @param exception what the command threw
	 * @param context who ran it
	 * @return message and exit status, or empty to leave it to others
	 */
	Optional<SshCommandException> resolve(Exception exception, SshCommandContext context);

}
