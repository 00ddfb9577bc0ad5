package io.sshconsole.boot.shell;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What can be set about the interactive shell.
 *
 * @param prompt the text in front of each line, with the placeholders of
 * {@link LivePrompt}
 * @param continuationPrompt the text in front of each further line of the same command
 * @param editMode which keys edit a line
 * @param historySize how many lines a session remembers
 * @param historyDirectory where these lines outlive the session, or {@code null} if they
 * do not
 * @param idleTimeout how long a shell waits for a key before it ends, zero for ever
 * @param idleWarning how long before that its user is warned; zero for no warning, and
 * then the shell does not end itself
 */
public record SshShellSettings(String prompt, String continuationPrompt, EditMode editMode, int historySize,
		@Nullable Path historyDirectory, Duration idleTimeout, Duration idleWarning) {

	/**
	 * Which keys edit a line.
	 */
	public enum EditMode {

		/**
		 * Those of emacs, which most shells begin with.
		 */
		EMACS,

		/**
		 * Those of vi.
		 */
		VI

	}

}
