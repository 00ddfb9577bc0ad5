package io.sshconsole.boot.shell;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandContextBuilder;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.execution.LineOutcome;
import io.sshconsole.boot.execution.LineRun;
import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.ssh.connection.ChannelListener;
import org.jspecify.annotations.Nullable;

/**
 * A channel without a terminal while it is in use: its streams, and the command that runs
 * on them.
 */
final class StreamSession implements ChannelListener {

	private final SshCommandContextBuilder contexts;

	private volatile boolean closed;

	private volatile @Nullable LineRun running;

	StreamSession(ShellChannel channel, SshSession session) {
		SessionOutput out = new SessionOutput(channel.out(), channel.open());
		this.contexts = SshCommandContext.builder(session)
			.in(channel.in())
			.out(out)
			.err(channel.err())
			.environment(channel.environment())
			.gone(out::isGone);
		channel.listener().accept(this);
	}

	SshCommandContextBuilder contexts() {
		return this.contexts;
	}

	/**
	 * Returns whether the client is gone or has ended the session by a signal.
	 * @return {@code true} from then on
	 */
	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Runs one line, and waits for it on the calling thread.
	 * @param line the line
	 * @param lines runs it
	 * @return how it ended
	 */
	LineOutcome run(String line, SshLineRunner lines) {
		LineRun run = lines.start(line, this.contexts);
		this.running = run;
		try {
			if (this.closed) {
				run.cancel();
			}
			LineOutcome outcome = run.await();
			this.contexts.lastStatus(outcome.status());
			return outcome;
		}
		finally {
			this.running = null;
		}
	}

	@Override
	public void signalled(String name) {
		switch (name) {
			case "HUP", "INT", "KILL", "QUIT", "TERM" -> closed();
			default -> {
			}
		}
	}

	@Override
	public void closed() {
		this.closed = true;
		LineRun run = this.running;
		if (run != null) {
			run.cancel();
		}
	}

}
