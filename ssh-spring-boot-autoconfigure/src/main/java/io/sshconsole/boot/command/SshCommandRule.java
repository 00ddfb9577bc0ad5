package io.sshconsole.boot.command;

import org.springframework.security.core.Authentication;

/**
 * A rule about who may run a command, besides the annotations on it. All beans of this
 * type must agree. Called on threads of commands and of completion, also about users with
 * factors that they have not proven yet: that is how it is found out what to ask them
 * for. So it only answers, and does nothing else.
 */
@FunctionalInterface
public interface SshCommandRule {

	/**
	 * Returns whether a user may run a command, whatever its arguments.
	 * @param command the command
	 * @param user the user, authenticated
	 * @return {@code false} to refuse it; an exception refuses it, too
	 */
	boolean isPermitted(SshCommandDefinition command, Authentication user);

}
