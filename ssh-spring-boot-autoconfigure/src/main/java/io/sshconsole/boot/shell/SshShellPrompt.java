package io.sshconsole.boot.shell;

/**
 * What stands in front of each line of a shell. A bean of this type replaces the one that
 * is configured.
 */
@FunctionalInterface
public interface SshShellPrompt {

	/**
	 * Makes the prompt for the next line, on the thread of the session. It must not wait:
	 * the user does.
	 * @param context who is asked, and how the last line ended
	 * @return one line, which may hold escape sequences for colour
	 */
	String prompt(SshShellPromptContext context);

}
