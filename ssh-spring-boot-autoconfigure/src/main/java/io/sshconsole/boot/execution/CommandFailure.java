package io.sshconsole.boot.execution;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandException;
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
			return report(command.name() + ": not permitted", SshExitStatus.NOT_PERMITTED, context);
		}
		if (ex instanceof SshUsageException || ex instanceof NoTerminalException) {
			return report(command.name() + ": " + ex.getMessage(), SshExitStatus.USAGE, context);
		}
		if (ex instanceof SshExit exit) {
			return exit.status();
		}
		if (ex instanceof SshCommandException failure) {
			context.err().println(failure.getMessage());
			return failure.status();
		}
		logger.warn("The command '{}' failed", command.name(), ex);
		String message = (ex.getMessage() != null) ? ": " + ex.getMessage() : "";
		return report(command.name() + ": " + ex.getClass().getSimpleName() + message, SshExitStatus.FAILED, context);
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
