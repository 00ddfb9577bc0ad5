package io.sshconsole.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;

/**
 * The properties as the compiler has described them for IDEs.
 */
final class ConfigurationMetadata {

	private static final Path FILE = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");

	private ConfigurationMetadata() {
	}

	/**
	 * Reads all properties of the console.
	 * @return properties by name
	 */
	static List<Property> properties() {
		return all().filter((property) -> property.name().startsWith(SshConsoleProperties.PREFIX + "."))
			.sorted(Comparator.comparing(Property::name))
			.toList();
	}

	private static Stream<Property> all() {
		try {
			List<Map<String, Object>> properties = JsonPath.parse(FILE.toFile()).read("$.properties");
			return properties.stream().map(Property::of);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A property.
	 *
	 * @param name its whole name
	 * @param defaultValue its default as text, or {@code null}
	 * @param description what it is for
	 */
	record Property(String name, @Nullable String defaultValue, String description) {

		private static Property of(Map<String, Object> entry) {
			Object value = entry.get("defaultValue");
			String text = (value instanceof List<?> list)
					? String.join(",", list.stream().map(String::valueOf).toList())
					: (value != null) ? value.toString().replaceAll("^\\[(.*)]$", "$1") : null;
			return new Property(String.valueOf(entry.get("name")), text, String.valueOf(entry.get("description")));
		}

	}

}
