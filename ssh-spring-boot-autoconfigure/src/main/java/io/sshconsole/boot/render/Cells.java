package io.sshconsole.boot.render;

import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ObjectUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Values as one line of text. Used by one thread.
 */
final class Cells {

	private static final String UNKNOWN = "?";

	/**
	 * Whether instances of a type have a text of their own, and not that of all objects.
	 */
	private static final ClassValue<Boolean> HAS_TEXT = new ClassValue<>() {
		@Override
		protected Boolean computeValue(Class<?> type) {
			Method method = ReflectionUtils.findMethod(type, "toString");
			return method != null && method.getDeclaringClass() != Object.class;
		}
	};

	private final CharsetEncoder encoder;

	/**
	 * Creates a writer of cells.
	 * @param charset the characters that there are
	 */
	Cells(Charset charset) {
		this.encoder = charset.newEncoder();
	}

	/**
	 * Makes one line of a value.
	 * @param value any value
	 * @return text without control characters, in which each character can be encoded
	 * @throws Exception what a getter threw
	 */
	String line(@Nullable Object value) throws Exception {
		return name(text(value));
	}

	/**
	 * Makes one line of a name.
	 * @param name any text
	 * @return text as from {@link #line}
	 */
	String name(String name) {
		return encodable(PlainText.line(name));
	}

	/**
	 * Makes one line of each value.
	 * @param values any values
	 * @return texts as from {@link #line}
	 * @throws Exception what a getter threw
	 */
	List<String> lineOfEach(List<@Nullable Object> values) throws Exception {
		List<String> lines = new ArrayList<>(values.size());
		for (Object value : values) {
			lines.add(line(value));
		}
		return lines;
	}

	/**
	 * Makes lines of a value that has some.
	 * @param value any value
	 * @return at least one line, each as from {@link #line}
	 * @throws Exception what a getter threw
	 */
	List<String> lines(@Nullable Object value) throws Exception {
		List<String> lines = text(value).lines().map(PlainText::line).map(this::encodable).toList();
		return lines.isEmpty() ? List.of("") : lines;
	}

	/**
	 * Measured as it will be shown, a table stays straight.
	 */
	private String encodable(String text) {
		if (this.encoder.canEncode(text)) {
			return text;
		}
		StringBuilder encodable = new StringBuilder();
		text.codePoints()
			.mapToObj(Character::toString)
			.map((character) -> this.encoder.canEncode(character) ? character : UNKNOWN)
			.forEach(encodable::append);
		return encodable.toString();
	}

	/**
	 * Makes text of a value, as it is.
	 * @param value any value
	 * @return nothing for {@code null}
	 * @throws Exception what a getter threw
	 */
	static String text(@Nullable Object value) throws Exception {
		if (value == null) {
			return "";
		}
		if (value instanceof Optional<?> optional) {
			return text(optional.orElse(null));
		}
		if (value instanceof byte[] bytes) {
			return Base64.getEncoder().encodeToString(bytes);
		}
		if (value.getClass().isArray()) {
			return Arrays.toString(ObjectUtils.toObjectArray(value));
		}
		Map<String, @Nullable Object> fields = HAS_TEXT.get(value.getClass()) ? null : BeanFields.of(value);
		return (fields != null) ? fields.toString() : value.toString();
	}

}
