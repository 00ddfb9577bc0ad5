package io.sshconsole.boot.render;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CsvRendererTests {

	private final Rendering rendering = new Rendering();

	@Test
	void rowsAreBelowAHeader() throws Exception {
		String expected = "name,age\r\nAda,36\r\nGrace,\r\n";
		List<Person> people = List.of(new Person("Ada", 36), new Person("Grace", null));
		assertThat(csv(people)).isEqualTo(expected);
		assertThat(csv(people.stream())).isEqualTo(expected);
		assertThat(csv(List.of())).isEmpty();
	}

	@Test
	void oneThingIsOneRow() throws Exception {
		assertThat(csv(new Person("Ada", 36))).isEqualTo("name,age\r\nAda,36\r\n");
		assertThat(csv("text")).isEqualTo("value\r\ntext\r\n");
	}

	@Test
	void valuesWithoutNamesAreBelowValue() throws Exception {
		assertThat(csv(Arrays.asList("a", null, ""))).isEqualTo("value\r\na\r\n\r\n\"\"\r\n");
		assertThat(csv(List.of(List.of("a", 1)))).isEqualTo("a,1\r\n");
	}

	@Test
	void separatorsAndQuotesAreQuoted() throws Exception {
		assertThat(csv(List.of("a,b", "say \"x\"", "one\ntwo", "\r", "=1+1", " a ")))
			.isEqualTo("value\r\n\"a,b\"\r\n\"say \"\"x\"\"\"\r\n\"one\ntwo\"\r\n\"\r\"\r\n=1+1\r\n a \r\n");
	}

	@Test
	void partsAreJson() throws Exception {
		assertThat(csv(new Things.Part("x", List.of(new Things.Part("y", List.of())))))
			.isEqualTo("name,parts\r\nx,\"[{\"\"name\"\":\"\"y\"\",\"\"parts\"\":[]}]\"\r\n");
	}

	@Test
	void noValueIsLost() throws Exception {
		assertThat(csv(List.of(Map.of("a", 1), Map.of("b", 2)))).isEqualTo("a,b\r\n1,\r\n,2\r\n");
		assertThatExceptionOfType(SshCommandException.class)
			.isThrownBy(() -> csv(Stream.of(Map.of("a", 1), Map.of("b", 2))))
			.withMessageContaining("-o json");
	}

	@Test
	void aFileGetsWhatWasThereAndATerminalNothingThatControlsIt() throws Exception {
		assertThat(csv(List.of("\u001b[2J"))).isEqualTo("value\r\n\u001b[2J\r\n");
		assertThat(this.rendering.onTerminalAs(OutputFormat.CSV, List.of("\u001b[2J"))).isEqualTo("value\r\n?[2J\r\n");
	}

	private String csv(@Nullable Object result) throws Exception {
		return this.rendering.as(OutputFormat.CSV, result);
	}

	private record Person(String name, @Nullable Integer age) {

	}

}
