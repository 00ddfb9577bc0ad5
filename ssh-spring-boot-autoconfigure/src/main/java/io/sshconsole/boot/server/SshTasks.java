package io.sshconsole.boot.server;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 */
public final class SshTasks {

	private final SshCommandExecutor commands;

	private final @Nullable SshShellSettings settings;

	private final ThreadFactory threads;

	/**
	 * The threads that read what users type into shells.
	 */
	private final Set<Thread> shellReaders = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the tasks.
	 * @param commands runs lines
	 * @param settings prompt and history of shells, or {@code null} where there are
	 * neither shells nor terminals
	 * @param threads makes the threads that read terminals
	 */
	public SshTasks(SshCommandExecutor commands, @Nullable SshShellSettings settings, ThreadFactory threads) {
		this.commands = commands;
		this.settings = settings;
		this.threads = threads;
	}

	boolean hasTerminals() {
		return this.settings != null;
	}

	ChannelTask exec(SshSession user, String line) {
		return new SshExec(user, this.commands, line, this.threads);
	}

	Optional<ChannelTask> shell(SshSession user) {
		return Optional.ofNullable(this.settings)
			.map((settings) -> new SshShell(user, this.commands, settings, this::newShellReader));
	}

	private Thread newShellReader(Runnable task) {
		Thread reader = this.threads.newThread(() -> {
			try {
				task.run();
			}
			finally {
				this.shellReaders.remove(Thread.currentThread());
			}
		});
		this.shellReaders.add(reader);
		return reader;
	}

	/**
	 * Ends the input of all shells, as if their users had typed Ctrl-D: a shell at its
	 * prompt ends at once, one that runs a command when that is done.
	 */
	void endShells() {
		this.shellReaders.forEach(Thread::interrupt);
	}

}
