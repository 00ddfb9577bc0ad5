package io.sshconsole.boot.server;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.shell.SshExec;
import io.sshconsole.boot.shell.SshRecorder;
import io.sshconsole.boot.shell.SshShells;
import io.sshconsole.boot.terminal.ColourMode;
import io.sshconsole.ssh.connection.ChannelTask;
import org.jspecify.annotations.Nullable;

/**
 * What users can start.
 */
public final class SshTasks {

	private final SshLineRunner lines;

	private final @Nullable SshShells shells;

	private final ColourMode colours;

	private final ThreadFactory threads;

	private final SshRecorder recorder;

	/**
	 * The threads that read what users type into shells.
	 */
	private final Set<Thread> shellReaders = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the tasks.
	 * @param lines runs lines
	 * @param shells gives shells, or {@code null} where there are neither shells nor
	 * terminals
	 * @param colours whether terminals get colour
	 * @param threads makes the threads that read terminals
	 * @param recorder records what users see
	 */
	public SshTasks(SshLineRunner lines, @Nullable SshShells shells, ColourMode colours, ThreadFactory threads,
			SshRecorder recorder) {
		this.lines = lines;
		this.shells = shells;
		this.colours = colours;
		this.threads = threads;
		this.recorder = recorder;
	}

	/**
	 * Returns what decides about colour, besides what a terminal can and its user wants.
	 * @return the mode of all sessions
	 */
	public ColourMode colours() {
		return this.colours;
	}

	boolean hasTerminals() {
		return this.shells != null;
	}

	ChannelTask exec(SshSession user, String line) {
		return new SshExec(user, this.lines, line, this.colours, this.threads).recordedBy(this.recorder);
	}

	Optional<ChannelTask> shell(SshSession user) {
		return Optional.ofNullable(this.shells)
			.map((shells) -> shells.open(user, this.colours, this::newShellReader).recordedBy(this.recorder));
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
