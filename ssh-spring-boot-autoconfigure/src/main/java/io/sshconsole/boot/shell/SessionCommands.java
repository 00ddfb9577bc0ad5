package io.sshconsole.boot.shell;

import java.util.List;
import java.util.Locale;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshExit;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.command.SshShellSession;
import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * The commands about the session itself.
 */
public class SessionCommands {

	/**
	 * Goes home and erases the screen and what was scrolled off it. The carriage return
	 * tells the shell that the prompt needs no new line.
	 */
	private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J\r";

	@SshCommand(name = "history", description = "Lists the lines that you have typed.")
	void history(@SshArgument(description = "How many of the last lines.", required = false) @Nullable Integer count,
			@SshOption(description = "Forgets all lines instead.") boolean clear, SshCommandContext context) {
		if (count != null && count < 0) {
			throw new SshUsageException("The number of lines must not be negative");
		}
		SshShellSession shell = context.shell()
			.orElseThrow(
					() -> new SshCommandException("history: only a shell or a script has one", SshExitStatus.FAILED));
		if (clear) {
			shell.clearHistory();
			return;
		}
		List<String> lines = shell.history();
		int first = (count != null) ? Math.max(0, lines.size() - count) : 0;
		for (int i = first; i < lines.size(); i++) {
			context.out().write(String.format(Locale.ROOT, "%5d  %s\n", i + 1, PlainText.line(lines.get(i))));
		}
	}

	@SshCommand(name = "clear", description = "Clears the screen.")
	void clear(SshCommandContext context) {
		if (context.isInteractive() && !context.terminalType().map(TerminalType::isDumb).orElse(true)) {
			context.out().print(CLEAR);
		}
	}

	@SshCommand(name = "exit", description = "Leaves the shell.")
	void exit(@SshArgument(description = "Exit status, from 0 to 255. Default: that of the last line.",
			required = false) @Nullable Integer status, SshCommandContext context) {
		if (status != null && (status < 0 || status > 255)) {
			throw new SshUsageException("The exit status must be between 0 and 255");
		}
		throw new SshExit((status != null) ? status : context.lastStatus());
	}

}
