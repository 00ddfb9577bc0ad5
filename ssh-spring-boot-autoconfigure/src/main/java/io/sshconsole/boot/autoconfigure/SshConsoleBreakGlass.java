package io.sshconsole.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.StringUtils;

/**
 * Credentials for emergencies, good for one log-in from one address.
 *
 * @param enabled Whether such credentials can be issued.
 * @param authority Authority that a user needs to issue them, such as ROLE_SECURITY. It
 * must be set if they are enabled.
 * @param maxTime Longest time for which a credential is good. If a duration suffix is not
 * specified, seconds will be used.
 */
public record SshConsoleBreakGlass(@DefaultValue("false") boolean enabled, @Nullable String authority,
		@DefaultValue("15m") @DurationUnit(ChronoUnit.SECONDS) Duration maxTime) {

	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleBreakGlass DEFAULT = new SshConsoleBreakGlass(false, null, Duration.ofMinutes(15));

	public SshConsoleBreakGlass {
		PropertyCheck check = new PropertyCheck("break-glass.");
		if (enabled && !StringUtils.hasText(authority)) {
			throw check.invalid("authority", authority,
					"It must be set, because 'ssh-console.break-glass.enabled' is 'true'.");
		}
		check.positive("max-time", maxTime);
		if (maxTime.compareTo(LONGEST) > 0) {
			throw check.invalid("max-time", maxTime, "It must be at most 1d.");
		}
	}

}
