package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Refuses values at the start that the server could not work with, and says what would be
 * right.
 *
 * @param group what is in front of the names, below {@code ssh-console}
 */
record PropertyCheck(String group) {

	InvalidConfigurationPropertyValueException invalid(String name, @Nullable Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(SshConsoleProperties.PREFIX + "." + this.group + name,
				value, reason);
	}

	InvalidConfigurationPropertyValueException unreadable(String name, @Nullable String location, IOException cause) {
		return new InvalidConfigurationPropertyValueException(SshConsoleProperties.PREFIX + "." + this.group + name,
				location, "It cannot be read: " + cause.getMessage(), cause);
	}

	/**
	 * Refuses an authority that nobody could have.
	 */
	void notBlank(String name, @Nullable String authority) {
		if (authority != null && !StringUtils.hasText(authority)) {
			throw invalid(name, authority, "It must not be empty.");
		}
	}

	void positive(String name, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw invalid(name, value, "It must be positive.");
		}
	}

	void positive(String name, int value) {
		if (value < 1) {
			throw invalid(name, value, "It must be positive.");
		}
	}

	void notNegative(String name, Duration value) {
		if (value.isNegative()) {
			throw invalid(name, value, "It must not be negative.");
		}
	}

	void notNegative(String name, int value) {
		if (value < 0) {
			throw invalid(name, value, "It must not be negative.");
		}
	}

	void between(String name, long value, long min, long max) {
		if (value < min || value > max) {
			throw invalid(name, value, "It must be between " + min + " and " + max + ".");
		}
	}

	void oneOf(String name, String value, List<String> known) {
		if (!known.contains(value)) {
			throw invalid(name, value, "It must be one of " + String.join(", ", known) + ".");
		}
	}

	void atLeast(String name, Duration value, Duration min) {
		if (value.compareTo(min) < 0) {
			throw invalid(name, value, "It must be at least " + DurationStyle.SIMPLE.print(min) + ".");
		}
	}

	void atLeast(String name, DataSize value, DataSize min) {
		if (value.compareTo(min) < 0) {
			throw invalid(name, value, "It must be at least " + text(min) + ".");
		}
	}

	void atMost(String name, DataSize value, DataSize max) {
		if (value.compareTo(max) > 0) {
			throw invalid(name, value, "It must be at most " + text(max) + ".");
		}
	}

	private static String text(DataSize size) {
		return (size.toBytes() % 1024 == 0) ? size.toKilobytes() + "KB" : size.toBytes() + "B";
	}

}
