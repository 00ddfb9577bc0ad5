package io.sshconsole.boot.execution;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.boot.command.SecretMask;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandContextBuilder;
import io.sshconsole.boot.line.LineParser;
import io.sshconsole.boot.line.LineSyntaxException;
import io.sshconsole.boot.line.Pipeline;

/**
 * Runs lines: the one way from text to an exit status. It may be used by any number of
 * threads at once.
 */
public final class SshLineRunner {

	private final SshCommandExecutor executor;

	private final SecretMask mask;

	private final ThreadFactory threads;

	private final Duration timeLimit;

	private final LeftBehind leftBehind = new LeftBehind();

	/**
	 * Creates a runner.
	 * @param executor runs commands
	 * @param mask hides the secrets of lines
	 * @param threads makes the threads of commands and filters
	 * @param timeLimit how long commands may run that do not say it themselves, zero for
	 * ever
	 */
	public SshLineRunner(SshCommandExecutor executor, SecretMask mask, ThreadFactory threads, Duration timeLimit) {
		this.executor = executor;
		this.mask = mask;
		this.threads = threads;
		this.timeLimit = timeLimit;
	}

	/**
	 * Prepares a line. It runs while somebody awaits it: the commands on threads of their
	 * own, one pipeline after the other.
	 * @param line the line as typed, or several; a blank one and a comment do nothing and
	 * leave the status as it is
	 * @param streams who runs it, and its streams; not used any more when the run has
	 * ended
	 * @return the run; somebody must await it
	 */
	public LineRun start(String line, SshCommandContextBuilder streams) {
		return new ListRun(line, streams.copy().line(masked(line)), this);
	}

	/**
	 * Asks for the factors that a line demands, because it will run where nobody can be
	 * asked.
	 * @param line the line as typed
	 * @param context whose user is asked, and whose thread this is; nobody is where other
	 * commands use the terminal
	 * @return {@code false} if he has not proven them
	 */
	public boolean stepUp(String line, SshCommandContext context) {
		if (context.isPiped()) {
			// Whoever runs it hears what is missing
			return true;
		}
		try {
			for (Pipeline pipeline : LineParser.parse(line).pipelines()) {
				Optional<Program> question = this.executor.question(PipelineRun.commands(pipeline.stages()), context);
				// Whoever asks is observed himself
				if (question.isPresent() && question.get().body().run(context, (status) -> {
				}) != 0) {
					return false;
				}
			}
			return true;
		}
		catch (LineSyntaxException ex) {
			// Whoever runs it hears of it
			return true;
		}
	}

	/**
	 * Hides the secrets of a line from whoever keeps or shows it.
	 * @param line the line as typed
	 * @return the line with stars in the place of secrets
	 */
	public String masked(String line) {
		return this.mask.mask(line);
	}

	/**
	 * Tells whether something of a line has to be hidden, so that nobody keeps it.
	 * @param line the line as typed
	 * @return whether it is masked
	 */
	public boolean hasSecrets(String line) {
		return !masked(line).equals(line);
	}

	SshCommandExecutor executor() {
		return this.executor;
	}

	ThreadFactory threads() {
		return this.threads;
	}

	/**
	 * Returns how long commands may run that do not say it themselves.
	 * @return the limit, zero for ever
	 */
	public Duration timeLimit() {
		return this.timeLimit;
	}

	LeftBehind leftBehind() {
		return this.leftBehind;
	}

}
