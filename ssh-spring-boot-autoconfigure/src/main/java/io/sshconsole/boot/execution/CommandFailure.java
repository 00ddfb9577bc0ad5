package io.sshconsole.boot.execution;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshExceptionResolver;
import io.sshconsole.boot.command.SshExit;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.terminal.NoTerminalException;
import io.sshconsole.boot.terminal.PlainText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.access.AccessDeniedException;

/**
 * How a command ends that threw something: what its user reads, what the log keeps, and
 * the exit status.
 */
public final class CommandFailure {

	private static final Logger logger = LoggerFactory.getLogger(CommandFailure.class);

	private final Supplier<List<SshExceptionResolver>> resolvers;

	private final StackTraces stackTraces;

	/**
	 * Creates the end of failed commands.
	 * @param resolvers gives those who know exceptions of the application, in their
	 * order; asked at each failure, because some of them may need what runs commands
	 * @param stackTraces shows stack traces to those who may see them
	 */
	public CommandFailure(Supplier<List<SshExceptionResolver>> resolvers, StackTraces stackTraces) {
		this.resolvers = resolvers;
		this.stackTraces = stackTraces;
	}

	StackTraces stackTraces() {
		return this.stackTraces;
	}

	/**
	 * Reports an exception.
	 * @param command what threw it
	 * @param ex what was thrown
	 * @param context who ran it
	 * @return the exit status
	 */
	int end(SshCommandDefinition command, Throwable ex, SshCommandContext context) {
		if (context.isOutputGone()) {
			return SshExitStatus.OUTPUT_GONE;
		}
		if (context.isCancelled() || isInterrupt(ex)) {
			return SshExitStatus.INTERRUPTED;
		}
		if (ex instanceof AccessDeniedException) {
			String why = (ex instanceof FactorMissingException) ? " " + ex.getMessage() : "";
			return report(command.name() + ": not permitted" + why, SshExitStatus.NOT_PERMITTED, context);
		}
		if (ex instanceof SshUsageException || ex instanceof NoTerminalException) {
			return report(command.name() + ": " + ex.getMessage(), SshExitStatus.USAGE, context);
		}
		if (ex instanceof SshExit exit) {
			return exit.status();
		}
		int status = (ex instanceof SshCommandException failure) ? report(failure, context)
				: resolve(ex, context).map((resolved) -> report(resolved, context))
					.orElseGet(() -> unexpected(command, ex, context));
		this.stackTraces.print(ex, context);
		return status;
	}

	private Optional<SshCommandException> resolve(Throwable ex, SshCommandContext context) {
		return (ex instanceof Exception exception) ? this.resolvers.get()
			.stream()
			.map((resolver) -> resolve(resolver, exception, context))
			.flatMap(Optional::stream)
			.findFirst() : Optional.empty();
	}

	private static Optional<SshCommandException> resolve(SshExceptionResolver resolver, Exception exception,
			SshCommandContext context) {
		try {
			return resolver.resolve(exception, context);
		}
		catch (RuntimeException ex) {
			logger.warn("The exception resolver {} failed", resolver.getClass().getName(), ex);
			return Optional.empty();
		}
	}

	/**
	 * Tells what the command wrote for its user, as it is; without a message the status
	 * alone counts.
	 */
	private static int report(SshCommandException failure, SshCommandContext context) {
		String message = failure.getMessage();
		if (message != null && !message.isEmpty()) {
			context.err().println(message);
		}
		return failure.status();
	}

	private static int unexpected(SshCommandDefinition command, Throwable ex, SshCommandContext context) {
		logger.warn("The command '{}' failed", command.name(), ex);
		String message = (ex.getMessage() != null) ? ": " + ex.getMessage() : "";
		return report(command.name() + ": " + ex.getClass().getSimpleName() + message, SshExitStatus.FAILED, context);
	}

	/**
	 * Tells a failure from an end that somebody wanted.
	 * @param ex what was thrown
	 * @param context who ran it
	 * @return {@code false} for an exit, an interrupt, or output that nobody reads
	 */
	static boolean isFailure(Throwable ex, SshCommandContext context) {
		return !(ex instanceof SshExit) && !isInterrupt(ex) && !context.isCancelled() && !context.isOutputGone();
	}

	private static boolean isInterrupt(Throwable ex) {
		return ex instanceof InterruptedException || ex instanceof InterruptedIOException
				|| ex instanceof ClosedByInterruptException;
	}

	/**
	 * Tells the user one line.
	 * @param message the line; control characters in it are made visible
	 * @param status the exit status
	 * @param context who is told
	 * @return the exit status
	 */
	static int report(String message, int status, SshCommandContext context) {
		context.err().println(PlainText.line(message));
		return status;
	}

}
