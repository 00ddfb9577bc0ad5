package io.sshconsole.boot.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandContextBuilder;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.line.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The stages of one pipeline while they run at the same time, from the thread of the
 * session that waits for them.
 */
final class PipelineRun {

	private final SshCommandContextBuilder streams;

	private final SshLineRunner runner;

	private final Watch watch;

	PipelineRun(SshCommandContextBuilder streams, SshLineRunner runner, Watch watch) {
		this.streams = streams;
		this.runner = runner;
		this.watch = watch;
	}

	/**
	 * Runs all stages, or none if one of them is refused.
	 * @param stages what was typed
	 * @return the status of the last stage that failed
	 */
	LineOutcome run(List<Stage> stages) {
		SshCommandContext asker = this.streams.build();
		List<Program> programs = resolve(stages, asker);
		Optional<Program> question = question(stages, programs, asker);
		if (question.isPresent()) {
			LineOutcome asked = runAll(prepare(List.of(question.get())));
			if (this.watch.isCancelled()) {
				return asked;
			}
			programs = resolve(stages, asker);
		}
		List<Program> refusals = programs.stream().filter(Program::refused).toList();
		return refusals.isEmpty() ? runAll(prepare(programs)) : refuse(refusals);
	}

	/**
	 * Returns what asks the user for what he lacks, before any stage uses the terminal.
	 */
	private Optional<Program> question(List<Stage> stages, List<Program> programs, SshCommandContext asker) {
		boolean refused = false;
		for (int i = 0; i < stages.size(); i++) {
			if (programs.get(i).refused() && isFilter(stages, i)) {
				return Optional.empty();
			}
			refused |= programs.get(i).refused();
		}
		return refused ? this.runner.executor().question(commands(stages), asker) : Optional.empty();
	}

	/**
	 * Returns the stages that are no filters.
	 * @param stages all of a pipeline
	 * @return at least the first
	 */
	static List<Stage> commands(List<Stage> stages) {
		return IntStream.range(0, stages.size()).filter((i) -> !isFilter(stages, i)).mapToObj(stages::get).toList();
	}

	private static boolean isFilter(List<Stage> stages, int index) {
		return index > 0 && FilterProgram.isFilter(stages.get(index));
	}

	private List<Program> resolve(List<Stage> stages, SshCommandContext asker) {
		List<Program> programs = new ArrayList<>();
		for (int i = 0; i < stages.size(); i++) {
			Stage stage = stages.get(i);
			OutputFormat wish = (i + 1 < stages.size()) ? FilterProgram.wish(stages.get(i + 1)) : null;
			programs.add(
					isFilter(stages, i) ? FilterProgram.of(stage) : this.runner.executor().resolve(stage, wish, asker));
		}
		return programs;
	}

	private LineOutcome refuse(List<Program> refusals) {
		SshCommandContext context = this.streams.build();
		int status = 0;
		for (Program refusal : refusals) {
			status = this.runner.executor().run(refusal, context);
		}
		context.flush();
		return new LineOutcome(context.isOutputGone() ? SshExitStatus.OUTPUT_GONE : status, false);
	}

	private List<StageRun> prepare(List<Program> programs) {
		List<StageRun> runs = new ArrayList<>();
		StagePipe before = null;
		for (int i = 0; i < programs.size(); i++) {
			StagePipe behind = (i + 1 < programs.size()) ? new StagePipe() : null;
			runs.add(prepare(programs.get(i), before, behind));
			before = behind;
		}
		return runs;
	}

	private StageRun prepare(Program program, @Nullable StagePipe before, @Nullable StagePipe behind) {
		SshCommandContextBuilder contexts = this.streams.copy();
		if (before != null) {
			contexts.pipedFrom(before.reader());
		}
		if (behind != null) {
			contexts.pipedTo(behind.writer());
		}
		DetachableStreams detachable = new DetachableStreams();
		SshCommandContext context = contexts.wrapped(detachable::in, detachable::out).build();
		if (behind != null) {
			behind.onBroken(context::cancel);
		}
		return new StageRun(program, context, this.runner.executor(), detachable, () -> close(before, behind),
				program.timeLimit().orElse(this.runner.timeLimit()), this.runner.leftBehind(), this.watch::ended);
	}

	private static void close(@Nullable StagePipe before, @Nullable StagePipe behind) {
		if (before != null) {
			before.closeReader();
		}
		if (behind != null) {
			behind.closeWriter();
		}
	}

	private LineOutcome runAll(List<StageRun> runs) {
		if (this.watch.begin(runs)) {
			runs.forEach((run) -> run.start(this.runner.threads()));
			await(runs);
		}
		// In a pipeline it only ends its stage, as in a shell
		boolean exit = runs.size() == 1 && runs.get(0).isExit();
		return new LineOutcome(status(runs), exit);
	}

	private void await(List<StageRun> runs) {
		Watch.Event event = this.watch.await();
		while (event != Watch.Event.ENDED) {
			switch (event) {
				case TOO_LONG -> {
					runs.stream().filter((run) -> run.isRunning() && run.left() <= 0).forEach(this::tellLimit);
					this.watch.cancel();
				}
				case GONE -> this.watch.cancel();
				default -> runs.forEach(StageRun::abandon);
			}
			event = this.watch.await();
		}
	}

	private void tellLimit(StageRun run) {
		long millis = run.limit().toMillis();
		String limit = (millis % 1000 == 0) ? millis / 1000 + " s" : millis + " ms";
		CommandFailure.report(run.name() + ": took longer than " + limit, SshExitStatus.INTERRUPTED,
				this.streams.build());
	}

	/**
	 * A stage whose reader had enough has not failed.
	 */
	private static int status(List<StageRun> runs) {
		int status = 0;
		for (int i = 0; i < runs.size(); i++) {
			int one = runs.get(i).status();
			boolean last = i == runs.size() - 1;
			status = (one != 0 && (last || one != SshExitStatus.OUTPUT_GONE)) ? one : status;
		}
		return status;
	}

}
