package io.sshconsole.boot.execution;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.terminal.PlainText;
import org.slf4j.MDC;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * What a command finds around itself on its thread: security context, locale, logging
 * context, and the way to be interrupted. Closing it leaves the thread as it was.
 */
final class CommandScope {

	/**
	 * Keys of the logging context.
	 */
	static final String MDC_USER = "user";

	static final String MDC_SESSION = "session";

	static final String MDC_COMMAND = "command";

	private final SshCommandContext context;

	private final SecurityContextHolderStrategy security;

	private CommandScope(SshCommandContext context, SecurityContextHolderStrategy security) {
		this.context = context;
		this.security = security;
	}

	static CommandScope open(SshCommandContext context, String command, SecurityContextHolderStrategy security) {
		CommandScope scope = new CommandScope(context, security);
		// A new one per command: a context that a command changes must not reach the next
		SecurityContext fresh = security.createEmptyContext();
		fresh.setAuthentication(context.authentication());
		security.setContext(fresh);
		LocaleContextHolder.setLocale(context.locale());
		MDC.put(MDC_USER, PlainText.line(context.username()));
		MDC.put(MDC_SESSION, context.session().id());
		MDC.put(MDC_COMMAND, PlainText.line(command));
		context.cancellation().started();
		return scope;
	}

	void close() {
		this.context.cancellation().finished();
		MDC.remove(MDC_COMMAND);
		MDC.remove(MDC_SESSION);
		MDC.remove(MDC_USER);
		LocaleContextHolder.resetLocaleContext();
		this.security.clearContext();
	}

}
