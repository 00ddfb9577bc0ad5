package io.sshconsole.boot.shell;

import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.SshCommandExecutor;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.ssh.connection.ChannelTask;

/**
 * Gives users their shells, with all that shells have in common.
 */
public final class SshShells {

	private final SshLineRunner lines;

	private final SshCommandExecutor commands;

	private final SshShellSettings settings;

	/**
	 * Creates the shells.
	 * @param lines runs lines
	 * @param commands knows the names to complete
	 * @param settings prompt and history
	 */
	public SshShells(SshLineRunner lines, SshCommandExecutor commands, SshShellSettings settings) {
		this.lines = lines;
		this.commands = commands;
		this.settings = settings;
	}

	/**
	 * Makes the shell of one channel.
	 * @param user the user
	 * @param threads makes the thread that reads a terminal; it ends with the session
	 * @return what runs on the channel
	 */
	public ChannelTask open(SshSession user, ThreadFactory threads) {
		return new SshShell(user, this.lines, this.commands, this.settings, threads);
	}

}
