package io.sshconsole.boot.render;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.sshconsole.boot.command.OutputFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

class YamlRendererTests {

	private final Rendering rendering = new Rendering();

	@Test
	void oneThingIsADocument() throws Exception {
		assertThat(yaml(new Things.Part("x", List.of(new Things.Part("y y", List.of()))))).isEqualTo("""
				name: x
				parts:
				  - name: y y
				    parts: []
				""");
		assertThat(yaml("text")).isEqualTo("text\n");
		assertThat(yaml(Map.of())).isEqualTo("{}\n");
	}

	@Test
	void rowsAreAList() throws Exception {
		List<Things.Part> parts = List.of(new Things.Part("x", List.of()), new Things.Part("z", List.of()));
		String expected = """
				- name: x
				  parts: []
				- name: z
				  parts: []
				""";
		assertThat(yaml(parts)).isEqualTo(expected);
		assertThat(yaml(parts.stream())).isEqualTo(expected);
		assertThat(yaml(List.of(List.of(1, 2), List.of()))).isEqualTo("- - 1\n  - 2\n- []\n");
		assertThat(yaml(Stream.empty())).isEqualTo("[]\n");
	}

	@Test
	void whatIsWrittenIsRead() throws Exception {
		Object tree = new PlainTree().of(Things.everything());
		Map<?, ?> read = read(Things.everything());
		assertThat(read).usingRecursiveComparison()
			.ignoringFields("big", "bytes")
			.ignoringCollectionOrder()
			.isEqualTo(tree);
		assertThat(((Number) read.get("big")).doubleValue()).isEqualTo(1e10);
		assertThat(read.get("bytes")).isEqualTo("AQI=");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "no", "Yes", "on", "y", "N", "true", "null", "~", "1", "1.5", "1e3", "0x1F",
			"012", "0o7", "12:30", "12:30:45", "2026-01-02", "2026-01-02T03:04:05Z", ".5", ".inf", ".nan", "+1", "-1",
			"-", "- a", "?", ": a", "a: b", "a:", "a #b", "#a", "[a", "{a", "*a", "&a", "!a", "|", ">", "%a", "@a",
			"`a", "'a'", "\"a\"", "a\nb", "a\tb", " a", "a ", "\\", "=", "<<", "---", "...", "é", "日本", "👍",
			"\u001b[2J", "\u0085", "\u2028", "\ufeff", "\uffff", "http://example.org/a?b", "orders:read", "a, b", "a b",
			"1_000", "Infinity", "_1", "/x" })
	void textStaysText(String text) throws Exception {
		assertThat(read(Map.of("key", text)).get("key")).isEqualTo(text);
		assertThat(read(Map.of(text, 1)).keySet().iterator().next()).isEqualTo(text);
		assertThat(new Yaml().<Object>load(yaml(List.of(text)))).isEqualTo(List.of(text));
	}

	@Test
	void numbersStayNumbers() throws Exception {
		for (Number number : List.of(1, -1, 1L << 40, 1.5, -1e300, 1e-300, 1e10, 0.1f, new BigDecimal("1E+3"))) {
			Object read = new Yaml().load(yaml(number));
			assertThat(read).as(number.toString()).isInstanceOf(Number.class);
			assertThat(((Number) read).doubleValue()).isEqualTo(Double.parseDouble(number.toString()));
		}
		// YAML 1.1 itself knows no exponent without a sign, as SnakeYAML does
		assertThat(yaml(1e10)).isEqualTo("1.0E+10\n");
		assertThat(yaml(1e-10)).isEqualTo("1.0E-10\n");
		assertThat(new Yaml().<Object>load(yaml(Double.NaN))).isEqualTo(Double.NaN);
		assertThat(new Yaml().<Object>load(yaml(Double.NEGATIVE_INFINITY))).isEqualTo(Double.NEGATIVE_INFINITY);
	}

	@Test
	void whatTheCharacterSetHasNotIsEscaped() throws Exception {
		assertThat(
				new Rendering().environment("LC_ALL", "C.ISO-8859-1").as(OutputFormat.YAML, Arrays.asList("é", "日👍")))
			.isEqualTo("- é\n- \"\\u65e5\\U0001F44D\"\n");
	}

	private Map<?, ?> read(Object result) throws Exception {
		return new Yaml().load(yaml(result));
	}

	private String yaml(@Nullable Object result) throws Exception {
		return this.rendering.as(OutputFormat.YAML, result);
	}

}
