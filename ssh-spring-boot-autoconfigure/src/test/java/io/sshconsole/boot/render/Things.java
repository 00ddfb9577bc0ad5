package io.sshconsole.boot.render;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Values to write.
 */
final class Things {

	private Things() {
	}

	static Everything everything() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("k", 1);
		map.put("empty", Map.of());
		return new Everything("text \"quoted\" \\ \n\t", 1, 2.5, new BigDecimal("1E+10"), true, null, Level.HIGH,
				LocalDate.of(2026, 1, 2), Duration.ofSeconds(90), Optional.of("there"), Arrays.asList("a", null),
				List.of(), map, new byte[] { 1, 2 }, List.of(new Part("x", List.of(new Part("y", List.of())))));
	}

	/**
	 * One of each kind.
	 */
	record Everything(String text, int number, double fraction, BigDecimal big, boolean flag, @Nullable String missing,
			Level level, LocalDate date, Duration time, Optional<String> optional, List<@Nullable String> texts,
			List<String> none, Map<String, Object> map, byte[] bytes, List<Part> parts) {

	}

	/**
	 * Has parts of its kind.
	 */
	record Part(String name, List<Part> parts) {

	}

	enum Level {

		LOW, HIGH

	}

	/**
	 * Has itself as a part.
	 */
	static final class Ring {

		private final List<Ring> next = new ArrayList<>();

		public List<Ring> getNext() {
			return this.next;
		}

	}

}
