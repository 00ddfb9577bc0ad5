package io.sshconsole.boot.adopt;

import java.io.InterruptedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import io.sshconsole.boot.command.SshCommandCall;
import io.sshconsole.boot.command.SshCommandException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

import org.springframework.aop.support.AopUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.util.ReflectionUtils;

/**
 * A command of picocli with its objects filled in. A number that it returns is its exit
 * status; every other result is written as that of any command.
 */
final class PicocliCall implements SshCommandCall {

	private static final Logger logger = LoggerFactory.getLogger(PicocliCall.class);

	private final CommandLine command;

	private final PicocliTarget target;

	private final Object bean;

	private final boolean version;

	/**
	 * Creates a call.
	 * @param tree has the proxies of objects
	 * @param command the command, parsed
	 * @param version whether only its version is asked for
	 */
	PicocliCall(PicocliTree tree, CommandLine command, boolean version) {
		this.command = command;
		this.target = PicocliTarget.of(command.getCommandSpec()).orElseThrow();
		this.bean = tree.bean(this.target.object());
		this.version = version;
	}

	@Override
	public Object bean() {
		return this.bean;
	}

	@Override
	public @Nullable Object[] arguments() {
		return this.target.arguments();
	}

	@Override
	public @Nullable Object run() throws Throwable {
		if (this.version) {
			return String.join("\n", this.command.getCommandSpec().version());
		}
		Object result;
		try {
			result = invoke();
		}
		catch (CommandLine.ParameterException ex) {
			throw PicocliCommand.usage(ex);
		}
		catch (CommandLine.ExecutionException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
		catch (Exception ex) {
			throw failure(ex);
		}
		if (result instanceof Integer status) {
			return end(status);
		}
		return (this.command.<Object>getCommand() instanceof CommandLine.IExitCodeGenerator generator)
				? end(generator.getExitCode()) : result;
	}

	private @Nullable Object invoke() throws Throwable {
		Method invocable = AopUtils.selectInvocableMethod(this.target.method(), this.bean.getClass());
		ReflectionUtils.makeAccessible(invocable);
		try {
			return invocable.invoke(this.bean, arguments());
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static @Nullable Object end(int status) {
		if (status != 0) {
			throw new SshCommandException("", status);
		}
		return null;
	}

	private Exception failure(Exception ex) {
		int status = (this.command.<Object>getCommand() instanceof CommandLine.IExitCodeExceptionMapper mapper)
				? mapper.getExitCode(ex) : this.command.getCommandSpec().exitCodeOnExecutionException();
		if (status == CommandLine.ExitCode.SOFTWARE || isOurs(ex)) {
			return ex;
		}
		logger.warn("The command '{}' failed", this.command.getCommandSpec().qualifiedName(), ex);
		return new SshCommandException(String.valueOf(ex.getMessage()), status, ex);
	}

	/**
	 * Returns whether an exception has its own way to the user.
	 */
	private static boolean isOurs(Exception ex) {
		return ex instanceof SshCommandException || ex instanceof AccessDeniedException
				|| ex instanceof InterruptedException || ex instanceof InterruptedIOException;
	}

}
