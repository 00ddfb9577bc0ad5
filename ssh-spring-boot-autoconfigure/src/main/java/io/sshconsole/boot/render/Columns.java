package io.sshconsole.boot.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The columns of rows, and what a row has in them.
 *
 * @param names empty if the rows are no named values
 */
record Columns(List<String> names) {

	/**
	 * Columns of rows that each have their own.
	 */
	static final Columns NONE = new Columns(List.of());

	/**
	 * Collects the columns of rows in the order in which they turn up.
	 * @param rows all rows, or the first one if the others are not there yet
	 * @return the columns
	 * @throws Exception what a getter threw
	 */
	static Columns of(Collection<?> rows) throws Exception {
		Set<String> names = new LinkedHashSet<>();
		Class<?> before = null;
		for (Object row : rows) {
			// Only maps of the same type can differ
			if (row != null && (row.getClass() != before || row instanceof Map)) {
				before = row.getClass();
				Map<String, @Nullable Object> fields = BeanFields.of(row);
				names.addAll((fields != null) ? fields.keySet() : Set.of());
			}
		}
		return names.isEmpty() ? NONE : new Columns(List.copyOf(names));
	}

	/**
	 * Takes a row apart.
	 * @param row any row
	 * @return its values below {@link #names()}, or as many as it has if it has no names
	 * @throws Exception what a getter threw
	 */
	List<@Nullable Object> values(@Nullable Object row) throws Exception {
		Map<String, @Nullable Object> fields = BeanFields.of(row);
		List<@Nullable Object> values = new ArrayList<>();
		if (fields != null && this.names.isEmpty()) {
			values.addAll(fields.values());
		}
		else if (fields != null) {
			this.names.forEach((name) -> values.add(fields.get(name)));
		}
		else if (row instanceof List<?> list) {
			values.addAll(list);
		}
		else if (row instanceof Object[] array) {
			values.addAll(Arrays.asList(array));
		}
		else {
			values.add(row);
		}
		return values;
	}

	/**
	 * Returns whether a row has a value that none of the columns shows.
	 * @param row any row
	 * @return {@code true} if something would be lost
	 * @throws Exception what a getter threw
	 */
	boolean isTooNarrowFor(@Nullable Object row) throws Exception {
		Map<String, @Nullable Object> fields = (row instanceof Map) ? BeanFields.of(row) : null;
		return fields != null && !this.names.containsAll(fields.keySet());
	}

}
