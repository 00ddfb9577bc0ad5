package io.sshconsole.boot.shell;

import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.terminal.ColourMode;
import org.jspecify.annotations.Nullable;

/**
 * Gives users their shells, with all that shells have in common.
 *
 * @param lines runs lines, and hides the secrets in them
 * @param commands knows the names to complete
 * @param values offers values while they are typed
 * @param prompt what stands in front of each line
 * @param banner what is shown first
 * @param notices what users are told at their prompts
 * @param histories where lines outlive sessions, or {@code null} if they do not
 * @param settings everything else
 */
public record SshShells(SshLineRunner lines, SshCommandExecutor commands, CompletionValues values,
		SshShellPrompt prompt, SshShellBanner banner, ShellNotices notices, @Nullable HistoryFiles histories,
		SshShellSettings settings) {

	/**
	 * Makes the shell of one channel.
	 * @param user the user
	 * @param colours whether a terminal gets colour
	 * @param threads makes the thread that reads a terminal; it ends with the session
	 * @return what runs on the channel
	 */
	public SshShell open(SshSession user, ColourMode colours, ThreadFactory threads) {
		return new SshShell(user, this, colours, threads);
	}

	/**
	 * Returns where the lines of a user outlive the session. Who came in by a credential
	 * for emergencies reads no lines of the user whose name he has, and leaves none.
	 * @param user the user
	 * @return the file, or {@code null} if nothing is kept
	 */
	@Nullable HistoryFile historyOf(SshSession user) {
		boolean kept = this.settings.historySize() > 0 && !BreakGlassCredentials.isGuest(user.authentication());
		return (this.histories != null && kept) ? this.histories.of(user.username()) : null;
	}

}
