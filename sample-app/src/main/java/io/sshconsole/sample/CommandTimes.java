package io.sshconsole.sample;

import java.util.concurrent.TimeUnit;

import io.sshconsole.boot.command.SshCommandInterceptor;
import io.sshconsole.boot.command.SshCommandInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Logs who ran which command, and how long it took.
 */
@Component
class CommandTimes implements SshCommandInterceptor {

	private static final Logger logger = LoggerFactory.getLogger(CommandTimes.class);

	@Override
	public @Nullable Object intercept(SshCommandInvocation invocation) throws Exception {
		long start = System.nanoTime();
		try {
			return invocation.proceed();
		}
		finally {
			logger.info("{} ran '{}' for {} ms", invocation.context().username(), invocation.command().name(),
					TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
		}
	}

}
