package io.sshconsole.boot.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.sshconsole.boot.command.SshShellSession;
import io.sshconsole.boot.execution.SshLineRunner;

/**
 * The lines of a session that nobody calls back with a key: of a script, or on a dumb
 * terminal. They end with the session.
 */
final class SessionLines implements SshShellSession {

	private final Deque<String> lines = new ArrayDeque<>();

	private final SshLineRunner runner;

	private final int limit;

	private final boolean terminal;

	SessionLines(SshShells shells, boolean terminal) {
		this.runner = shells.lines();
		this.limit = shells.settings().historySize();
		this.terminal = terminal;
	}

	/**
	 * Remembers a line, unless it is blank, begins with a blank, holds a secret, or is
	 * longer than a history keeps.
	 * @param line the line, which may have line breaks
	 */
	void add(String line) {
		if (line.isBlank() || line.startsWith(" ") || line.length() > HistoryFile.MAX_LENGTH
				|| this.runner.hasSecrets(line)) {
			return;
		}
		this.lines.add(line);
		if (this.lines.size() > this.limit) {
			this.lines.remove();
		}
	}

	@Override
	public List<String> history() {
		return List.copyOf(this.lines);
	}

	@Override
	public void clearHistory() {
		this.lines.clear();
	}

	@Override
	public boolean isTerminal() {
		return this.terminal;
	}

}
