package io.sshconsole.boot.shell;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

import io.sshconsole.boot.command.SshShellSession;
import org.jline.reader.impl.history.DefaultHistory;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a session remembers: those of the user's earlier sessions, and its own.
 */
final class ShellHistory extends DefaultHistory implements SshShellSession {

	private final @Nullable HistoryFile file;

	/**
	 * Creates an empty history. The editor fills it once it knows the editor's limits.
	 * @param file where the lines outlive the session, or {@code null}
	 */
	ShellHistory(@Nullable HistoryFile file) {
		this.file = file;
	}

	@Override
	public void load() {
		if (this.file != null) {
			this.file.read().forEach((line) -> super.add(Instant.EPOCH, line));
		}
	}

	@Override
	public void add(Instant time, String line) {
		int before = last();
		super.add(time, line);
		if (this.file != null && last() != before) {
			this.file.append(line);
		}
	}

	@Override
	public List<String> history() {
		return StreamSupport.stream(spliterator(), false).map(Entry::line).toList();
	}

	@Override
	public void clearHistory() {
		try {
			purge();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Without a file of its own the editor has none to delete", ex);
		}
		if (this.file != null) {
			this.file.delete();
		}
	}

	@Override
	public boolean isTerminal() {
		return true;
	}

}
