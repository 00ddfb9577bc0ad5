package io.sshconsole.boot.command;

import java.util.List;

/**
 * A value that is being typed.
 *
 * @param session who types
 * @param command name of the command
 * @param parameter label of the parameter
 * @param prefix what there is of the value, without quotes
 * @param words what stands between the name of the command and the value; the values of
 * secret parameters are {@code ******}
 */
public record SshCompletionRequest(SshSession session, String command, String parameter, String prefix,
		List<String> words) {

	public SshCompletionRequest {
		words = List.copyOf(words);
	}

}
