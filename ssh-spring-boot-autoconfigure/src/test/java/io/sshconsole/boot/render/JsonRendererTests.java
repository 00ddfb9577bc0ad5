package io.sshconsole.boot.render;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sshconsole.boot.command.OutputFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JsonRendererTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final Rendering rendering = new Rendering();

	private final Rendering jackson = new Rendering(new ResultWriter(List.of(), new JacksonTree(MAPPER)));

	@Test
	void oneThingIsIndented() throws Exception {
		assertThat(json(new Things.Part("x", List.of(new Things.Part("y", List.of()))))).isEqualTo("""
				{
				  "name": "x",
				  "parts": [
				    {
				      "name": "y",
				      "parts": []
				    }
				  ]
				}
				""");
	}

	@Test
	void rowsAreAnArrayWithOneInEachLine() throws Exception {
		String expected = """
				[
				{"name":"x","parts":[]},
				{"name":"y","parts":[]}
				]
				""";
		List<Things.Part> parts = List.of(new Things.Part("x", List.of()), new Things.Part("y", List.of()));
		assertThat(json(parts)).isEqualTo(expected);
		assertThat(json(parts.stream())).isEqualTo(expected);
		assertThat(json(parts.iterator())).isEqualTo(expected);
		assertThat(json(parts.toArray())).isEqualTo(expected);
		assertThat(json(List.of())).isEqualTo("[]\n");
		assertThat(json(Stream.empty())).isEqualTo("[]\n");
	}

	@Test
	void textAndNumbersAreJsonToo() throws Exception {
		assertThat(json("text")).isEqualTo("\"text\"\n");
		assertThat(json(1)).isEqualTo("1\n");
		assertThat(json(Things.Level.LOW)).isEqualTo("\"LOW\"\n");
		assertThat(json(Double.NaN)).isEqualTo("\"NaN\"\n");
		assertThat(json(null)).isEmpty();
	}

	@Test
	void whatIsWrittenCanBeRead() throws Exception {
		Map<?, ?> read = MAPPER.readValue(json(Things.everything()), Map.class);
		assertThat(read.get("text")).isEqualTo("text \"quoted\" \\ \n\t");
		assertThat(read.get("fraction")).isEqualTo(2.5);
		assertThat(read.get("missing")).isNull();
		assertThat(read.get("date")).isEqualTo("2026-01-02");
		assertThat(read.get("texts")).isEqualTo(Arrays.asList("a", null));
		assertThat(read.get("bytes")).isEqualTo("AQI=");
	}

	@Test
	void recordsAreTheSameWithAndWithoutJackson() throws Exception {
		assertThat(this.jackson.as(OutputFormat.JSON, Things.everything())).isEqualTo(json(Things.everything()));
	}

	@Test
	void withJacksonItsAnnotationsCount() throws Exception {
		assertThat(this.jackson.as(OutputFormat.JSON, new Login("ada", "secret"))).isEqualTo("""
				{
				  "user": "ada"
				}
				""");
	}

	@ParameterizedTest
	@CsvSource({ "'\u001b[2J', \"\\u001b[2J\"", "\u007f\u009b, \"\\u007f\\u009b\"", "\u202e, \"\\u202e\"",
			"👩\u200d🚀, \"👩\u200d🚀\"", "\ud800, \"\\ud800\"" })
	void whatCouldControlATerminalIsEscaped(String text, String json) throws Exception {
		assertThat(json(text)).isEqualTo(json + "\n");
		assertThat(json("\u2028")).isEqualTo("\"\\u2028\"\n");
	}

	@Test
	void whatTheCharacterSetHasNotIsEscaped() throws Exception {
		assertThat(new Rendering().environment("LC_ALL", "C.ISO-8859-1").as(OutputFormat.JSON, "é日👍"))
			.isEqualTo("\"é\\u65e5\\ud83d\\udc4d\"\n");
	}

	@Test
	void beansThatKnowEachOtherAreRefused() {
		Things.Ring ring = new Things.Ring();
		ring.getNext().add(ring);
		assertThatIllegalArgumentException().isThrownBy(() -> json(ring)).withMessageContaining("Ring");
	}

	private String json(@Nullable Object result) throws Exception {
		return this.rendering.as(OutputFormat.JSON, result);
	}

	/**
	 * Has a secret.
	 */
	record Login(String user, @JsonIgnore String password) {

	}

}
