package io.sshconsole.boot.execution;

import java.util.HashMap;
import java.util.Map;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.context.i18n.LocaleContext;
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

	/**
	 * What was there before: a command such as watch runs others on its own thread.
	 */
	private final SecurityContext securityBefore;

	private final @Nullable LocaleContext localeBefore = LocaleContextHolder.getLocaleContext();

	private final Map<String, @Nullable String> loggingBefore = new HashMap<>();

	private CommandScope(SshCommandContext context, SecurityContextHolderStrategy security) {
		this.context = context;
		this.security = security;
		this.securityBefore = security.getContext();
	}

	static CommandScope open(SshCommandContext context, String command, SecurityContextHolderStrategy security) {
		CommandScope scope = new CommandScope(context, security);
		// A new one per command: a context that a command changes must not reach the next
		SecurityContext fresh = security.createEmptyContext();
		fresh.setAuthentication(context.authentication());
		security.setContext(fresh);
		LocaleContextHolder.setLocale(context.locale());
		scope.log(MDC_USER, PlainText.line(context.username()));
		scope.log(MDC_SESSION, context.session().id());
		scope.log(MDC_COMMAND, PlainText.line(command));
		context.cancellation().started();
		return scope;
	}

	private void log(String key, String value) {
		this.loggingBefore.put(key, MDC.get(key));
		MDC.put(key, value);
	}

	void close() {
		this.context.cancellation().finished();
		this.loggingBefore.forEach((key, value) -> {
			if (value != null) {
				MDC.put(key, value);
			}
			else {
				MDC.remove(key);
			}
		});
		LocaleContextHolder.setLocaleContext(this.localeBefore);
		if (this.securityBefore.getAuthentication() != null) {
			this.security.setContext(this.securityBefore);
		}
		else {
			this.security.clearContext();
		}
	}

}
