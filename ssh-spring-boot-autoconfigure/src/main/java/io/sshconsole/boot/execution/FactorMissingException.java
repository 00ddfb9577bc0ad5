package io.sshconsole.boot.execution;

import java.util.List;

import io.sshconsole.boot.command.SshCommandContext;

import org.springframework.security.access.AccessDeniedException;

/**
 * A user may not run a command for want of factors that he could prove. The message says
 * which, and where he is asked for them.
 */
final class FactorMissingException extends AccessDeniedException {

	private FactorMissingException(String message) {
		super(message);
	}

	/**
	 * Makes what ends a command.
	 * @param factors what is missing
	 * @param context whose user reads it
	 * @return the exception
	 */
	static FactorMissingException of(List<String> factors, SshCommandContext context) {
		String where = context.isPiped() ? "; it is asked for where there is no |" : "";
		if (!context.terminal().isInteractive()) {
			where = "; an interactive session asks for it (ssh -t)";
		}
		return new FactorMissingException("without " + String.join(" and ", factors) + where);
	}

}
