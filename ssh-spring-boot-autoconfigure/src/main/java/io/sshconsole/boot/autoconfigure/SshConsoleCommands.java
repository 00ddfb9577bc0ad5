package io.sshconsole.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * What holds for all commands.
 *
 * @param timeLimit Time after which a command is cancelled that has no limit of its own.
 * Use 0 for never.
 */
public record SshConsoleCommands(@DefaultValue("0") @DurationUnit(ChronoUnit.SECONDS) Duration timeLimit) {

	private static final PropertyCheck check = new PropertyCheck("commands.");

	public SshConsoleCommands {
		check.notNegative("time-limit", timeLimit);
	}

}
