package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.sshconsole.boot.recording.RecordingSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.Delimiter;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * Recordings of sessions.
 *
 * @param directory Directory in which shells and single commands are recorded, in the
 * format asciicast. Nothing is recorded when not set.
 * @param required Whether a session that must be recorded and cannot be is refused, and
 * ended when its recording fails.
 * @param users Comma-separated list of users who are recorded. With neither users nor
 * authorities all are.
 * @param authorities Comma-separated list of authorities, such as ROLE_ADMIN, with any of
 * which users are recorded.
 * @param maxSize Size at which a recording goes on in another file.
 * @param maxAge Age at which a recording is deleted. Use 0 for never. If a duration
 * suffix is not specified, days will be used.
 * @param maxTotalSize Size of all recordings from which on the oldest are deleted. Use 0
 * for no limit.
 * @param mask List of regular expressions; what matches in a line of output is recorded
 * as stars.
 */
public record SshConsoleRecording(@Nullable Path directory, @DefaultValue("false") boolean required,
		@DefaultValue List<String> users, @DefaultValue List<String> authorities,
		@DefaultValue("100MB") DataSize maxSize, @DefaultValue("90d") @DurationUnit(ChronoUnit.DAYS) Duration maxAge,
		@DefaultValue("10GB") DataSize maxTotalSize, @DefaultValue @Delimiter(Delimiter.NONE) List<String> mask) {

	private static final PropertyCheck check = new PropertyCheck("recording.");

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleRecording DEFAULT = new SshConsoleRecording(null, false, List.of(), List.of(),
			DataSize.ofMegabytes(100), Duration.ofDays(90), DataSize.ofGigabytes(10), List.of());

	public SshConsoleRecording {
		users = List.copyOf(users);
		authorities = List.copyOf(authorities);
		mask = List.copyOf(mask);
		if (required && directory == null) {
			throw check.invalid("required", required, "There is no 'ssh-console.recording.directory' to record in.");
		}
		check.atLeast("max-size", maxSize, DataSize.ofKilobytes(1));
		check.notNegative("max-age", maxAge);
		check.atLeast("max-total-size", maxTotalSize, DataSize.ofBytes(0));
		mask.forEach(SshConsoleRecording::checkPattern);
	}

	private static void checkPattern(String pattern) {
		try {
			Pattern.compile(pattern);
		}
		catch (PatternSyntaxException ex) {
			throw check.invalid("mask", pattern, "It is not a regular expression: " + ex.getDescription() + ".");
		}
	}

	RecordingSettings settings(Path files) {
		return new RecordingSettings(files, this.required, this.users, this.authorities, this.maxSize, this.maxAge,
				this.maxTotalSize, this.mask);
	}

	static InvalidConfigurationPropertyValueException invalidDirectory(Path directory, IOException cause) {
		return new InvalidConfigurationPropertyValueException(SshConsoleProperties.PREFIX + ".recording.directory",
				directory, "It cannot be used: " + cause.getMessage() + ".", cause);
	}

}
