package io.sshconsole.boot.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;
import org.springframework.core.convert.converter.ConverterRegistry;
import org.springframework.core.io.PathResource;
import org.springframework.core.io.Resource;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * Converters for what remote users type, in front of those that are meant for the files
 * of an application: a date means the same day for everybody, and no text opens a file or
 * a URL that the user was not given.
 */
public final class ArgumentConverters {

	private ArgumentConverters() {
	}

	/**
	 * Adds the converters. Those of the application come behind them.
	 * @param registry where to
	 * @param files the files that may be named
	 */
	public static void addTo(ConverterRegistry registry, SshFileRoots files) {
		registry.addConverter(new IsoDates());
		registry.addConverter(String.class, char[].class, String::toCharArray);
		registry.addConverter(String.class, Path.class, Path::of);
		registry.addConverter(String.class, File.class, File::new);
		registry.addConverter(String.class, Resource.class, (name) -> resource(name, files));
	}

	private static Resource resource(String name, SshFileRoots files) {
		Path file = files.resolve(name);
		// A named pipe would wait for its writer for ever
		if (!Files.isRegularFile(file)) {
			throw new SshUsageException("'" + name + "' is not a regular file");
		}
		return new PathResource(file);
	}

	/**
	 * Dates and times in the one format of ISO 8601. Spring would try the short style of
	 * the user's locale first, in which {@code 01/02/26} is two different days.
	 */
	private static final class IsoDates implements ConditionalGenericConverter {

		private static final Map<Class<?>, Function<String, Object>> PARSERS = new HashMap<>();

		static {
			PARSERS.put(LocalDate.class, LocalDate::parse);
			PARSERS.put(LocalTime.class, LocalTime::parse);
			PARSERS.put(LocalDateTime.class, LocalDateTime::parse);
			PARSERS.put(OffsetDateTime.class, OffsetDateTime::parse);
			PARSERS.put(OffsetTime.class, OffsetTime::parse);
			PARSERS.put(ZonedDateTime.class, ZonedDateTime::parse);
			PARSERS.put(Instant.class, Instant::parse);
			PARSERS.put(YearMonth.class, YearMonth::parse);
			PARSERS.put(Year.class, Year::parse);
			PARSERS.put(MonthDay.class, MonthDay::parse);
			PARSERS.put(Date.class, (text) -> Date.from(Instant.parse(text)));
		}

		@Override
		public Set<ConvertiblePair> getConvertibleTypes() {
			return PARSERS.keySet()
				.stream()
				.map((type) -> new ConvertiblePair(String.class, type))
				.collect(Collectors.toUnmodifiableSet());
		}

		/**
		 * A format that the developer chose counts.
		 */
		@Override
		public boolean matches(TypeDescriptor sourceType, TypeDescriptor targetType) {
			return !targetType.hasAnnotation(DateTimeFormat.class);
		}

		@Override
		public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
			String text = (String) source;
			Function<String, Object> parser = PARSERS.get(targetType.getType());
			return (text != null && !text.isEmpty() && parser != null) ? parser.apply(text) : null;
		}

	}

}
