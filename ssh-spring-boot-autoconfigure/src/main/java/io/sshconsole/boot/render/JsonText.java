package io.sshconsole.boot.render;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes trees as JSON (RFC 8259). Used by one thread.
 */
final class JsonText {

	private static final String INDENT = "  ";

	private final QuotedText quoted;

	JsonText(Charset charset) {
		this.quoted = new QuotedText(charset, false);
	}

	/**
	 * Writes a tree in one line.
	 * @param tree as from {@link ValueTree}
	 * @return the line without its end
	 */
	String line(@Nullable Object tree) {
		StringBuilder json = new StringBuilder();
		append(tree, null, json);
		return json.toString();
	}

	/**
	 * Writes a tree in as many lines as it has values.
	 * @param tree as from {@link ValueTree}
	 * @return the lines, the last one without its end
	 */
	String lines(@Nullable Object tree) {
		StringBuilder json = new StringBuilder();
		append(tree, "\n", json);
		return json.toString();
	}

	/**
	 * Appends a value.
	 * @param separator what is between the parts of a value: a line end with the blanks
	 * behind it, or {@code null} for nothing
	 */
	private void append(@Nullable Object value, @Nullable String separator, StringBuilder json) {
		if (value instanceof Map<?, ?> map) {
			appendAll('{', map.entrySet(), '}', separator, json);
		}
		else if (value instanceof Collection<?> list) {
			appendAll('[', list, ']', separator, json);
		}
		else if (value instanceof Map.Entry<?, ?> field) {
			this.quoted.append(String.valueOf(field.getKey()), json);
			json.append((separator != null) ? ": " : ":");
			append(field.getValue(), separator, json);
		}
		else if (value == null || value instanceof Boolean || isNumber(value)) {
			json.append(value);
		}
		else {
			this.quoted.append(
					(value instanceof byte[] bytes) ? Base64.getEncoder().encodeToString(bytes) : value.toString(),
					json);
		}
	}

	private void appendAll(char begin, Collection<?> values, char end, @Nullable String separator, StringBuilder json) {
		json.append(begin);
		String inner = (separator != null) ? separator + INDENT : null;
		Iterator<?> left = values.iterator();
		while (left.hasNext()) {
			json.append((inner != null) ? inner : "");
			append(left.next(), inner, json);
			json.append(left.hasNext() ? "," : "");
		}
		json.append((separator != null && !values.isEmpty()) ? separator : "").append(end);
	}

	/**
	 * Infinity and what is not a number have no place in JSON.
	 */
	private static boolean isNumber(Object value) {
		return value instanceof Number number && !(number instanceof Double d && !Double.isFinite(d)
				|| number instanceof Float f && !Float.isFinite(f));
	}

}
