package io.sshconsole.boot.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ObjectUtils;

/**
 * Takes values apart without Jackson.
 */
final class PlainTree implements ValueTree {

	/**
	 * Beans that know each other have no end.
	 */
	private static final int MAX_DEPTH = 64;

	@Override
	public @Nullable Object of(@Nullable Object value) throws Exception {
		return of(value, MAX_DEPTH);
	}

	private static @Nullable Object of(@Nullable Object value, int depth) throws Exception {
		if (value == null || value instanceof CharSequence || value instanceof Number || value instanceof Boolean
				|| value instanceof byte[]) {
			return value;
		}
		if (depth == 0) {
			throw new IllegalArgumentException(
					"A " + value.getClass().getSimpleName() + " is nested too deeply, or has itself as a part");
		}
		if (value instanceof Optional<?> optional) {
			return of(optional.orElse(null), depth - 1);
		}
		if (value instanceof Collection<?> collection) {
			return list(collection, depth);
		}
		if (value.getClass().isArray()) {
			return list(Arrays.asList(ObjectUtils.toObjectArray(value)), depth);
		}
		Map<String, @Nullable Object> fields = BeanFields.of(value);
		return (fields != null) ? map(fields, depth) : value.toString();
	}

	private static List<@Nullable Object> list(Collection<?> values, int depth) throws Exception {
		List<@Nullable Object> list = new ArrayList<>(values.size());
		for (Object value : values) {
			list.add(of(value, depth - 1));
		}
		return list;
	}

	private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> fields, int depth) throws Exception {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
			map.put(field.getKey(), of(field.getValue(), depth - 1));
		}
		return map;
	}

}
