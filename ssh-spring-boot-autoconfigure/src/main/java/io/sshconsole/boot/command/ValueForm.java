package io.sshconsole.boot.command;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.core.io.Resource;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * What values of a type look like, for users who know no Java.
 */
final class ValueForm {

	private static final Map<Class<?>, String> FORMS = new HashMap<>();

	static {
		for (Class<?> type : new Class<?>[] { Byte.class, Short.class, Integer.class, Long.class,
				java.math.BigInteger.class }) {
			FORMS.put(type, "a whole number");
		}
		for (Class<?> type : new Class<?>[] { Float.class, Double.class, java.math.BigDecimal.class, Number.class }) {
			FORMS.put(type, "a number");
		}
		FORMS.put(Character.class, "one character");
		FORMS.put(Duration.class, "a duration such as 30s or 5m");
		FORMS.put(DataSize.class, "a size such as 512KB or 10MB");
		FORMS.put(Period.class, "a period such as 10d or 1y");
		FORMS.put(LocalDate.class, "a date such as 2026-01-31");
		FORMS.put(LocalTime.class, "a time such as 23:59");
		FORMS.put(LocalDateTime.class, "a date and time such as 2026-01-31T23:59");
		FORMS.put(OffsetDateTime.class, "a date, time and offset such as 2026-01-31T23:59+01:00");
		FORMS.put(ZonedDateTime.class, "a date, time and zone such as 2026-01-31T23:59+01:00[Europe/Rome]");
		FORMS.put(Instant.class, "a time such as 2026-01-31T23:59:00Z");
		FORMS.put(Date.class, "a time such as 2026-01-31T23:59:00Z");
		FORMS.put(YearMonth.class, "a month such as 2026-01");
		FORMS.put(Year.class, "a year such as 2026");
		FORMS.put(UUID.class, "a UUID such as 123e4567-e89b-12d3-a456-426614174000");
		FORMS.put(Resource.class, "a file such as root:path/name");
		FORMS.put(Path.class, "a path");
		FORMS.put(File.class, "a path");
	}

	private ValueForm() {
	}

	/**
	 * Describes values.
	 * @param type the type
	 * @return what stands behind "expected"
	 */
	static String of(Class<?> type) {
		return FORMS.getOrDefault(ClassUtils.resolvePrimitiveIfNecessary(type), type.getSimpleName());
	}

}
