package io.sshconsole.boot.execution;

import io.sshconsole.boot.command.SecretMask;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandContextBuilder;

/**
 * Runs lines: the one way from text to an exit status. It may be used by any number of
 * threads at once.
 */
public final class SshLineRunner {

	private final SshCommandExecutor executor;

	private final SecretMask mask;

	/**
	 * Creates a runner.
	 * @param executor runs commands
	 * @param mask hides the secrets of lines
	 */
	public SshLineRunner(SshCommandExecutor executor, SecretMask mask) {
		this.executor = executor;
		this.mask = mask;
	}

	/**
	 * Starts a line.
	 * @param line the line as typed; a blank one and a comment do nothing
	 * @param streams who runs it, and its streams; not used any more when the run has
	 * ended
	 * @return the run; somebody must await it
	 */
	public LineRun start(String line, SshCommandContextBuilder streams) {
		return new OneCommand(line, streams.copy().line(this.mask.mask(line)).build());
	}

	/**
	 * A line that holds one command, which runs on the thread that waits for it.
	 */
	private final class OneCommand implements LineRun {

		private final String line;

		private final SshCommandContext context;

		OneCommand(String line, SshCommandContext context) {
			this.line = line;
			this.context = context;
		}

		@Override
		public LineOutcome await() {
			return new LineOutcome(SshLineRunner.this.executor.execute(this.line, this.context), false);
		}

		@Override
		public void interrupt() {
			this.context.cancel();
		}

		@Override
		public void cancel() {
			this.context.cancel();
		}

	}

}
