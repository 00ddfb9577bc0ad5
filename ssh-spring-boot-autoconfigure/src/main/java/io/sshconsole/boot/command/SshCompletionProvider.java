package io.sshconsole.boot.command;

import java.util.List;

/**
 * Offers values while a parameter is typed. A bean that an option or argument names by
 * its class.
 */
@FunctionalInterface
public interface SshCompletionProvider {

	/**
	 * Offers values. Runs with the security context of the user, on a thread of its own;
	 * an answer that takes longer than 250 ms comes too late for the user.
	 * @param request what was typed
	 * @return values, from which those are shown that start with the prefix
	 */
	List<SshCompletion> complete(SshCompletionRequest request);

}
