package io.sshconsole.boot.shell;

import java.io.PrintWriter;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.terminal.SshTerminal;

/**
 * What a shell on a terminal shows first. A bean of this type replaces the one that is
 * configured.
 */
@FunctionalInterface
public interface SshShellBanner {

	/**
	 * Writes the banner, on the thread of the session.
	 * @param session the user
	 * @param terminal tells the width and whether there is colour; nothing can be asked
	 * there
	 * @param out the screen; flushed by the caller
	 */
	void print(SshSession session, SshTerminal terminal, PrintWriter out);

}
