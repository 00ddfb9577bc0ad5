package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.sshconsole.boot.shell.SshShellSettings.EditMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationUnit;

/**
 * Interactive sessions.
 *
 * @param prompt Prompt of the shell. {application}, {health}, {user} and {status} in it
 * are replaced: the name of the application in the colour of its health, its health in
 * words, the user, and the exit status of a line that failed.
 * @param continuationPrompt Prompt for further lines of a command that goes on.
 * @param editMode Keys that edit a line.
 * @param historySize Maximum number of lines that the shell remembers.
 * @param historyDirectory Directory in which the shell keeps the lines that users have
 * typed, one file per user. They are forgotten with the session when not set.
 * @param banner What the shell shows first: "boot" for the banner of the application,
 * "none", or the location of a text.
 * @param idleWarning Time before "limits.idle-timeout" at which a shell that waits for a
 * key warns its user, at most half of it. Then the session ends. Use 0 for no warning. If
 * a duration suffix is not specified, seconds will be used.
 */
public record SshConsoleShell(@DefaultValue("{application}> ") String prompt,
		@DefaultValue("> ") String continuationPrompt, @DefaultValue("emacs") EditMode editMode,
		@DefaultValue("500") int historySize, @Nullable Path historyDirectory, @DefaultValue("boot") String banner,
		@DefaultValue("1m") @DurationUnit(ChronoUnit.SECONDS) Duration idleWarning) {

	static final String BOOT_BANNER = "boot";

	static final String NO_BANNER = "none";

	private static final PropertyCheck check = new PropertyCheck("shell.");

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleShell DEFAULT = new SshConsoleShell("{application}> ", "> ", EditMode.EMACS, 500, null,
			BOOT_BANNER, Duration.ofMinutes(1));

	public SshConsoleShell {
		check.notNegative("history-size", historySize);
		check.notNegative("idle-warning", idleWarning);
	}

	static InvalidConfigurationPropertyValueException invalidHistoryDirectory(@Nullable Path directory,
			IOException cause) {
		return new InvalidConfigurationPropertyValueException(SshConsoleProperties.PREFIX + ".shell.history-directory",
				directory, "It cannot be used: " + cause.getMessage() + ".", cause);
	}

	static InvalidConfigurationPropertyValueException missingBanner(String location) {
		return check.invalid("banner", location, "There is no such file.");
	}

}
