package io.sshconsole.boot.command;

import org.jspecify.annotations.Nullable;

/**
 * Work around every command: beans of this type are called in their order, the first one
 * outermost, on the command's thread. A command that is not permitted, or typed wrongly,
 * reaches none of them.
 */
@FunctionalInterface
public interface SshCommandInterceptor {

	/**
	 * Intercepts one call.
	 * @param invocation the call; {@link SshCommandInvocation#proceed()} goes on
	 * @return what is written to the user, mostly what {@code proceed()} returned
	 * @throws Exception ends the command as if it had thrown it
	 */
	@Nullable Object intercept(SshCommandInvocation invocation) throws Exception;

}
