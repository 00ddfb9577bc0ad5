package io.sshconsole.boot.server;

import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.command.SshCommandExecutor;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.shell.SshExec;
import io.sshconsole.boot.shell.SshShell;
import io.sshconsole.boot.shell.SshShellSettings;
import io.sshconsole.ssh.connection.ChannelTask;

/**
 * What users can start.
 *
 * @param commands runs lines
 * @param settings prompt and history of shells
 * @param threads makes the threads that read terminals
 */
public record SshTasks(SshCommandExecutor commands, SshShellSettings settings, ThreadFactory threads) {

	ChannelTask exec(SshSession user, String line) {
		return new SshExec(user, this.commands, line, this.threads);
	}

	ChannelTask shell(SshSession user) {
		return new SshShell(user, this.commands, this.settings, this.threads);
	}

}
