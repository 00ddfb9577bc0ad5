package io.sshconsole.boot.execution;

import java.util.List;

import io.sshconsole.boot.command.SshCommandCall;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.line.Word;
import org.jspecify.annotations.Nullable;

/**
 * What happens around each call of a command, on its thread.
 */
public final class InterceptorChain {

	/**
	 * Runs a call that is authorized.
	 * @param command what is called
	 * @param words the words behind its name
	 * @param call the command with its arguments
	 * @param context who runs it
	 * @return the result, not yet written
	 * @throws Throwable what the command threw
	 */
	@Nullable Object run(SshCommandDefinition command, List<Word> words, SshCommandCall call, SshCommandContext context)
			throws Throwable {
		return call.run();
	}

}
