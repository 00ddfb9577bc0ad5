package io.sshconsole.boot.execution;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.sshconsole.boot.command.SshCommandAccess;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandObserver;
import io.sshconsole.boot.command.SshExitStatus;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/**
 * Asks users for the factors that commands demand, or says why it does not.
 */
final class FactorQuestions {

	private final SshCommandAccess access;

	FactorQuestions(SshCommandAccess access) {
		this.access = access;
	}

	/**
	 * Returns what asks for all that a user lacks to run some commands.
	 * @param commands what is to run at the same time
	 * @param asker who wants to run it, and where
	 * @return a program to run before them; empty if the user cannot be asked, or need
	 * not be, or may not run them whatever he proves
	 */
	Optional<Program> before(List<SshCommandDefinition> commands, SshCommandContext asker) {
		if (!asker.terminal().isInteractive()) {
			return Optional.empty();
		}
		List<String> missing = this.access.missing(commands, asker.session());
		String names = commands.stream().map(SshCommandDefinition::name).distinct().collect(Collectors.joining(", "));
		return missing.isEmpty() ? Optional.empty() : Optional.of(new Program(SshCommandObserver.STEP_UP, false,
				Optional.empty(), (context, observed) -> ask(names, missing, context)));
	}

	private int ask(String names, List<String> missing, SshCommandContext context) {
		try {
			return this.access.prove(names, missing, context) ? 0 : SshExitStatus.NOT_PERMITTED;
		}
		catch (IOException ex) {
			return SshExitStatus.INTERRUPTED;
		}
	}

	/**
	 * Asks for what a user lacks to make a call that was refused.
	 * @param refusal what ends the command if no factor changes that
	 * @param command what is called
	 * @param permitted tells who might make the call
	 * @param context who makes it
	 * @throws AccessDeniedException unless he has proven it
	 * @throws IOException if the client is gone, or the question was interrupted
	 */
	void behind(AccessDeniedException refusal, SshCommandDefinition command, Predicate<Authentication> permitted,
			SshCommandContext context) throws IOException {
		List<String> missing = this.access.missing(context.session(), permitted);
		if (missing.isEmpty()) {
			throw refusal;
		}
		if (!this.access.prove(command.name(), missing, context)) {
			throw FactorMissingException.of(missing, context);
		}
	}

	/**
	 * Returns what ends a command for whose factors nobody is asked.
	 * @param refusal what ends it if no factor changes that
	 * @param command the command
	 * @param context whose user reads it
	 * @return the exception
	 */
	AccessDeniedException explained(AccessDeniedException refusal, SshCommandDefinition command,
			SshCommandContext context) {
		List<String> missing = this.access.missing(List.of(command), context.session());
		return missing.isEmpty() ? refusal : FactorMissingException.of(missing, context);
	}

}
