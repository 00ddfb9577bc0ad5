package io.sshconsole.boot.execution;

import java.util.List;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandContextBuilder;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.line.LineParser;
import io.sshconsole.boot.line.LineSyntaxException;
import io.sshconsole.boot.line.Pipeline;
import io.sshconsole.boot.line.Pipeline.Operator;

/**
 * A line whose pipelines run one after the other, as the operators between them say. The
 * thread of the session is in {@link #await()}; the others only leave their wishes with
 * the {@link Watch}.
 */
final class ListRun implements LineRun {

	private final String line;

	private final SshCommandContextBuilder streams;

	private final SshLineRunner runner;

	private final Watch watch = new Watch();

	ListRun(String line, SshCommandContextBuilder streams, SshLineRunner runner) {
		this.line = line;
		this.streams = streams;
		this.runner = runner;
	}

	@Override
	public LineOutcome await() {
		try {
			return run(LineParser.parse(this.line).pipelines());
		}
		catch (LineSyntaxException ex) {
			SshCommandContext context = this.streams.build();
			int status = CommandFailure.report(String.valueOf(ex.getMessage()), SshExitStatus.USAGE, context);
			return new LineOutcome(context.isOutputGone() ? SshExitStatus.OUTPUT_GONE : status, false);
		}
		finally {
			this.watch.restoreInterrupt();
		}
	}

	private LineOutcome run(List<Pipeline> pipelines) {
		LineOutcome outcome = new LineOutcome(this.streams.lastStatus(), false);
		for (Pipeline pipeline : pipelines) {
			if (!outcome.exit() && !this.watch.isCancelled() && isWanted(pipeline.before(), outcome.status())) {
				outcome = new PipelineRun(this.streams, this.runner, this.watch).run(pipeline.stages());
				this.streams.lastStatus(outcome.status());
			}
		}
		if (!this.watch.isCancelled()) {
			return outcome;
		}
		String connection = this.streams.session().id();
		return new LineOutcome(SshExitStatus.INTERRUPTED, this.runner.leftBehind().isTooMany(connection));
	}

	/**
	 * As in a shell the operators have the same rank: what is left out changes no status.
	 */
	private static boolean isWanted(Operator before, int status) {
		return switch (before) {
			case FIRST, ALWAYS -> true;
			case AND -> status == 0;
			case OR -> status != 0;
		};
	}

	@Override
	public void interrupt() {
		this.watch.interrupt();
	}

	@Override
	public void cancel() {
		this.watch.cancel();
	}

}
