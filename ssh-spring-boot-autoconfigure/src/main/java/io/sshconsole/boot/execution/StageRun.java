package io.sshconsole.boot.execution;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshExit;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stage of a pipeline while it runs, on a thread of its own. The thread of the
 * session starts, cancels and abandons it.
 */
final class StageRun implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(StageRun.class);

	private final Program program;

	private final SshCommandContext context;

	private final SshCommandExecutor executor;

	private final DetachableStreams streams;

	private final Runnable closePipes;

	private final LeftBehind leftBehind;

	private final Runnable onEnd;

	private final long limit;

	private final long startedAt = System.nanoTime();

	private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

	private volatile int status = SshExitStatus.FAILED;

	private volatile boolean exit;

	private @Nullable Thread thread;

	/**
	 * Creates the run of a stage.
	 * @param program what it runs
	 * @param context with streams that can be cut off
	 * @param executor runs it
	 * @param streams cuts it off
	 * @param closePipes closes its ends of the pipes
	 * @param limit how long it may run, zero for ever
	 * @param leftBehind counts it when it is abandoned
	 * @param onEnd called when it has ended
	 */
	StageRun(Program program, SshCommandContext context, SshCommandExecutor executor, DetachableStreams streams,
			Runnable closePipes, Duration limit, LeftBehind leftBehind, Runnable onEnd) {
		this.program = program;
		this.context = context;
		this.executor = executor;
		this.streams = streams;
		this.closePipes = closePipes;
		this.limit = TimeUnit.NANOSECONDS.convert(limit);
		this.leftBehind = leftBehind;
		this.onEnd = onEnd;
	}

	void start(ThreadFactory threads) {
		try {
			Thread runner = threads.newThread(this);
			runner.setName(this.context.session().id() + "-" + this.program.name());
			this.thread = runner;
			runner.start();
		}
		catch (OutOfMemoryError ex) {
			// The system gives no more threads; those that run need to be told
			logger.warn("No thread for the command '{}'", this.program.name(), ex);
			end();
		}
	}

	@Override
	public void run() {
		try {
			this.status = this.executor.run(this.program, this.context);
		}
		catch (SshExit ex) {
			this.status = ex.status();
			this.exit = true;
		}
		catch (Throwable ex) {
			logger.warn("The command '{}' failed", this.program.name(), ex);
			CommandFailure.report(this.program.name() + ": " + ex.getClass().getSimpleName(), SshExitStatus.FAILED,
					this.context);
		}
		finally {
			end();
		}
	}

	private void end() {
		this.closePipes.run();
		if (this.state.getAndSet(State.ENDED) == State.ABANDONED) {
			this.leftBehind.remove(this.context.session().id());
		}
		this.onEnd.run();
	}

	/**
	 * Asks the stage to end.
	 */
	void cancel() {
		this.context.cancel();
	}

	/**
	 * Goes on without the stage, if it has not ended. Its thread is interrupted once
	 * more, to find its streams gone.
	 */
	void abandon() {
		Thread runner = this.thread;
		if (runner == null || !this.state.compareAndSet(State.RUNNING, State.ABANDONED)) {
			return;
		}
		this.leftBehind.add(this.context.session().id());
		logger.warn("The command '{}' of {} does not end; it was left behind on the thread {}", this.program.name(),
				PlainText.line(this.context.username()), runner.getName());
		this.streams.detach();
		this.closePipes.run();
		runner.interrupt();
	}

	/**
	 * Returns whether somebody still has to wait for the stage.
	 * @return {@code false} once it has ended or was abandoned
	 */
	boolean isRunning() {
		return this.state.get() == State.RUNNING;
	}

	int status() {
		return this.status;
	}

	boolean isExit() {
		return this.exit;
	}

	String name() {
		return this.program.name();
	}

	/**
	 * Returns how much longer the stage may run.
	 * @return nanoseconds, negative if it runs for too long; the greatest number without
	 * a limit
	 */
	long left() {
		return (this.limit == 0) ? Long.MAX_VALUE : this.limit - (System.nanoTime() - this.startedAt);
	}

	Duration limit() {
		return Duration.ofNanos(this.limit);
	}

	private enum State {

		RUNNING, ENDED, ABANDONED

	}

}
