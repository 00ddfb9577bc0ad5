package io.sshconsole.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Interactive sessions.
 *
 * @param prompt Prompt of the shell.
 * @param historySize Maximum number of lines that the shell remembers.
 */
public record SshConsoleShell(@Nullable String prompt, @DefaultValue("500") int historySize) {

	private static final PropertyCheck check = new PropertyCheck("shell.");

	public SshConsoleShell {
		check.notNegative("history-size", historySize);
	}

}
