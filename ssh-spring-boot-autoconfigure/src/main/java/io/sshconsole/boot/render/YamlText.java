package io.sshconsole.boot.render;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Writes trees as YAML 1.2, in a way that readers of YAML 1.1 take no text for something
 * else: to them {@code no} is a boolean and {@code 12:30} a number. Used by one thread.
 */
final class YamlText {

	/**
	 * Text that needs no quotes, unless it is one of the words.
	 */
	private static final Pattern PLAIN = Pattern
		.compile("[\\p{L}_/](?:[\\p{L}\\p{N}_./@+-]|[ :](?=[\\p{L}\\p{N}_./@+-]))*+");

	private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

	/**
	 * YAML 1.1 sees a number with an exponent only where there are a point and a sign.
	 */
	private static final Pattern EXPONENT = Pattern.compile("(-?\\d+)(\\.\\d+)?E\\+?(-?)(\\d+)");

	private static final String INDENT = "  ";

	private final QuotedText quoted;

	YamlText(Charset charset) {
		this.quoted = new QuotedText(charset, true);
	}

	/**
	 * Writes a tree as a document.
	 * @param tree as from {@link ValueTree}
	 * @return lines, each with its end
	 */
	String document(@Nullable Object tree) {
		StringBuilder yaml = new StringBuilder();
		if (isBlock(tree)) {
			appendBlock(tree, "", yaml);
		}
		else {
			appendScalar(tree, yaml);
			yaml.append('\n');
		}
		return yaml.toString();
	}

	/**
	 * Writes a tree as one item of a list.
	 * @param tree as from {@link ValueTree}
	 * @return lines, each with its end
	 */
	String item(@Nullable Object tree) {
		StringBuilder yaml = new StringBuilder();
		appendItem(tree, "", yaml);
		return yaml.toString();
	}

	private static boolean isBlock(@Nullable Object value) {
		return value instanceof Map<?, ?> map && !map.isEmpty()
				|| value instanceof Collection<?> list && !list.isEmpty();
	}

	private void appendBlock(@Nullable Object value, String indent, StringBuilder yaml) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, each) -> appendField(String.valueOf(key), each, indent, yaml));
		}
		else if (value instanceof Collection<?> list) {
			list.forEach((each) -> appendItem(each, indent, yaml));
		}
	}

	private void appendField(String key, @Nullable Object value, String indent, StringBuilder yaml) {
		yaml.append(indent);
		appendText(key, yaml);
		yaml.append(':');
		if (isBlock(value)) {
			yaml.append('\n');
			appendBlock(value, indent + INDENT, yaml);
		}
		else {
			yaml.append(' ');
			appendScalar(value, yaml);
			yaml.append('\n');
		}
	}

	private void appendItem(@Nullable Object value, String indent, StringBuilder yaml) {
		yaml.append(indent).append("- ");
		if (isBlock(value)) {
			// The first line of the block stands behind the dash
			StringBuilder block = new StringBuilder();
			appendBlock(value, indent + INDENT, block);
			yaml.append(block, indent.length() + INDENT.length(), block.length());
		}
		else {
			appendScalar(value, yaml);
			yaml.append('\n');
		}
	}

	private void appendScalar(@Nullable Object value, StringBuilder yaml) {
		if (value == null || value instanceof Boolean) {
			yaml.append(value);
		}
		else if (value instanceof Number number) {
			yaml.append(number(number.toString()));
		}
		else if (value instanceof Map) {
			yaml.append("{}");
		}
		else if (value instanceof Collection) {
			yaml.append("[]");
		}
		else {
			appendText((value instanceof byte[] bytes) ? Base64.getEncoder().encodeToString(bytes) : value.toString(),
					yaml);
		}
	}

	private static String number(String number) {
		return switch (number) {
			case "NaN" -> ".nan";
			case "Infinity" -> ".inf";
			case "-Infinity" -> "-.inf";
			default -> {
				Matcher matcher = EXPONENT.matcher(number);
				yield matcher.matches() ? matcher.group(1) + ((matcher.group(2) != null) ? matcher.group(2) : ".0")
						+ "E" + (matcher.group(3).isEmpty() ? "+" : "-") + matcher.group(4) : number;
			}
		};
	}

	private void appendText(String text, StringBuilder yaml) {
		if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
				&& this.quoted.isClean(text)) {
			yaml.append(text);
		}
		else {
			this.quoted.append(text, yaml);
		}
	}

}
