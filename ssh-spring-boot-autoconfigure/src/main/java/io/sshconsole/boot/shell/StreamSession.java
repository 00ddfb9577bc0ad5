package io.sshconsole.boot.shell;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandExecutor;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.ssh.connection.ChannelListener;
import org.jspecify.annotations.Nullable;

/**
 * A channel without a terminal while it is in use: its streams, and the command that runs
 * on them.
 */
final class StreamSession implements ChannelListener {

	private final SshCommandContext.Builder contexts;

	private volatile boolean closed;

	private volatile @Nullable SshCommandContext running;

	StreamSession(ShellChannel channel, SshSession session) {
		this.contexts = SshCommandContext.builder(session)
			.in(channel.in())
			.out(channel.out())
			.err(channel.err())
			.environment(channel.environment());
		channel.listener().accept(this);
	}

	SshCommandContext.Builder contexts() {
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
	 * Runs one line on the calling thread.
	 * @param line the line
	 * @param executor runs it
	 * @return its exit status
	 */
	int run(String line, SshCommandExecutor executor) {
		SshCommandContext context = this.contexts.build();
		this.running = context;
		try {
			if (this.closed) {
				context.cancel();
			}
			return executor.execute(line, context);
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
		SshCommandContext context = this.running;
		if (context != null) {
			context.cancel();
		}
	}

}
