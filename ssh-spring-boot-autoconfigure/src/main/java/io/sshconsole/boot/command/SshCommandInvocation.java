package io.sshconsole.boot.command;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * One call of a command, after authorization, parsing and validation. Used by the
 * command's thread alone.
 */
public interface SshCommandInvocation {

	/**
	 * Returns what is called.
	 * @return the command
	 */
	SshCommandDefinition command();

	/**
	 * Returns who calls, and the streams.
	 * @return the context of this run
	 */
	SshCommandContext context();

	/**
	 * Returns what was typed behind the name.
	 * @return the words; the values of secret parameters are {@code ******}
	 */
	List<String> words();

	/**
	 * Returns whether a user might make this very call, arguments included. Nobody who
	 * hears of decisions is told.
	 * @param user the user, authenticated
	 * @return {@code false} also if a rule cannot be evaluated
	 */
	boolean isPermitted(Authentication user);

	/**
	 * Goes on: to the next interceptor, at last to the command. May be called once.
	 * @return what the command returned; nothing of it has been written
	 * @throws Exception what the command threw
	 */
	@Nullable Object proceed() throws Exception;

}
