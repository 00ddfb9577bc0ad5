package io.sshconsole.boot.server;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.command.SshCommandExecutor;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.shell.SshExec;
import io.sshconsole.boot.shell.SshShell;
import io.sshconsole.boot.shell.SshShellSettings;
import io.sshconsole.ssh.connection.ChannelTask;
import org.jspecify.annotations.Nullable;

/**
 * What users can start.
 *
 * @param commands runs lines
 * @param settings prompt and history of shells, or {@code null} where there are neither
 * shells nor terminals
 * @param threads makes the threads that read terminals
 */
public record SshTasks(SshCommandExecutor commands, @Nullable SshShellSettings settings, ThreadFactory threads) {

	boolean hasTerminals() {
		return this.settings != null;
	}

	ChannelTask exec(SshSession user, String line) {
		return new SshExec(user, this.commands, line, this.threads);
	}

	Optional<ChannelTask> shell(SshSession user) {
		return Optional.ofNullable(this.settings)
			.map((settings) -> new SshShell(user, this.commands, settings, this.threads));
	}

}
