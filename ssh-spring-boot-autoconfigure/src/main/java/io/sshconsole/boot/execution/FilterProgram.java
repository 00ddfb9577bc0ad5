package io.sshconsole.boot.execution;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandObserver;
import io.sshconsole.boot.command.SshExitStatus;
import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.filter.Filter;
import io.sshconsole.boot.filter.Filters;
import io.sshconsole.boot.line.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A stage that filters what the one before it writes.
 */
final class FilterProgram implements Program.Body {

	private final String name;

	private final Filter filter;

	private FilterProgram(String name, Filter filter) {
		this.name = name;
		this.filter = filter;
	}

	/**
	 * Returns whether a stage behind a {@code |} is a filter.
	 * @param stage the stage
	 * @return {@code false} if it is a command
	 */
	static boolean isFilter(Stage stage) {
		return Filters.names().contains(name(stage));
	}

	private static String name(Stage stage) {
		return stage.words().get(0).text();
	}

	/**
	 * Returns how a filter wants results in front of it to be written.
	 * @param stage the stage behind a {@code |}
	 * @return the format, or {@code null} for text
	 */
	static @Nullable OutputFormat wish(Stage stage) {
		return switch (name(stage)) {
			case "json" -> OutputFormat.JSON;
			case "table" -> OutputFormat.TABLE;
			default -> null;
		};
	}

	/**
	 * Makes the program of a stage. It has no time limit: it ends with its input.
	 * @param stage the words
	 * @return the program; a refusal if the words are wrong
	 */
	static Program of(Stage stage) {
		String name = name(stage);
		try {
			return new Program(name, false, Optional.of(Duration.ZERO),
					new FilterProgram(name, Filters.create(stage.words())));
		}
		catch (SshUsageException ex) {
			String message = name + ": " + ex.getMessage();
			return Program.refusal(name, (context, observed) -> CommandFailure.report(message, ex.status(), context));
		}
	}

	@Override
	public int run(SshCommandContext context, SshCommandObserver.Run observed) {
		try {
			return this.filter.run(context.in(), context.rawOut(), context.err(), context.charset());
		}
		catch (InterruptedIOException ex) {
			return SshExitStatus.INTERRUPTED;
		}
		catch (IOException ex) {
			return context.isOutputGone() ? SshExitStatus.OUTPUT_GONE
					: CommandFailure.report(this.name + ": " + ex.getMessage(), SshExitStatus.FAILED, context);
		}
	}

}
