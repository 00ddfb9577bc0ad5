package io.sshconsole.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * What holds for all commands.
 *
 * @param timeLimit Time after which a command is cancelled that has no limit of its own.
 * Use 0 for never.
 * @param stacktraceAuthority Authority that a user needs to see the stack traces of
 * failed commands with "--stacktrace". When it is not set, nobody sees them.
 */
public record SshConsoleCommands(@DefaultValue("0") @DurationUnit(ChronoUnit.SECONDS) Duration timeLimit,
		@Nullable String stacktraceAuthority) {

	private static final PropertyCheck check = new PropertyCheck("commands.");

	public SshConsoleCommands {
		check.notNegative("time-limit", timeLimit);
	}

}
