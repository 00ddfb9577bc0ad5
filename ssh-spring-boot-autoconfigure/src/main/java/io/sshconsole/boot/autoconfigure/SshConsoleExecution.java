package io.sshconsole.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How commands run.
 *
 * @param timeLimit Time after which a command is cancelled that has no limit of its own.
 * Use 0 for never.
 * @param stacktraceAuthority Authority that a user needs to see the stack traces of
 * failed commands with "--stacktrace". When it is not set, nobody sees them.
 * @param adopt Whether commands of picocli and Spring Shell are offered. When it is not
 * set, those that cannot be offered are left out with a warning; when it is "true", they
 * fail the start.
 */
public record SshConsoleExecution(@DefaultValue("0") @DurationUnit(ChronoUnit.SECONDS) Duration timeLimit,
		@Nullable String stacktraceAuthority, @Nullable Boolean adopt) {

	private static final PropertyCheck check = new PropertyCheck("execution.");

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleExecution DEFAULT = new SshConsoleExecution(Duration.ZERO, null, null);

	public SshConsoleExecution {
		check.notNegative("time-limit", timeLimit);
	}

	/**
	 * Tells whether commands of other libraries are looked for.
	 */
	boolean isAdopting() {
		return !Boolean.FALSE.equals(this.adopt);
	}

	/**
	 * Tells whether one that cannot be offered fails the start.
	 */
	boolean isAdoptionDemanded() {
		return Boolean.TRUE.equals(this.adopt);
	}

}
