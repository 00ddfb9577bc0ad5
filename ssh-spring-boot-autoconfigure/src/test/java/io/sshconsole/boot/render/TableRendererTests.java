package io.sshconsole.boot.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.terminal.TextWidth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableRendererTests {

	private static final List<Order> ORDERS = List.of(new Order(7, "Ada", "Yirgacheffe", 2.5),
			new Order(12, "Grace", "Java", null));

	private final Rendering rendering = new Rendering();

	@Test
	void rowsAreColumnsBelowAHeader() throws Exception {
		assertThat(this.rendering.on(80, ORDERS)).isEqualTo("""
				id  customer  coffee       kilograms
				 7  Ada       Yirgacheffe        2.5
				12  Grace     Java
				""");
	}

	@Test
	void wideAndCombiningCharactersStayInTheirColumns() throws Exception {
		assertThat(this.rendering.on(80,
				List.of(new Person("日本 太郎", 1), new Person("Zoe\u0308", 2), new Person("👩\u200d🚀", 3))))
			.isEqualTo("""
					name       age
					日本 太郎    1
					Zoe\u0308          2
					👩\u200d🚀           3
					""");
	}

	@Test
	void textsAreCutWhereTheTerminalIsNarrow() throws Exception {
		assertThat(this.rendering.on(33, ORDERS)).isEqualTo("""
				id  customer  coffee    kilograms
				 7  Ada       Yirgach…        2.5
				12  Grace     Java
				""");
	}

	@Test
	void noLineIsLongerThanTheTerminal() throws Exception {
		List<Person> people = IntStream.range(0, 50).mapToObj((i) -> new Person("日e\u0301".repeat(i), i)).toList();
		for (int columns = 13; columns < 100; columns++) {
			int limit = columns;
			assertThat(this.rendering.on(columns, people).lines())
				.allSatisfy((line) -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(limit));
		}
	}

	@Test
	void aTerminalThatIsTooNarrowShowsOneValuePerLine() throws Exception {
		assertThat(this.rendering.on(20, ORDERS)).isEqualTo("""
				id: 7
				customer: Ada
				coffee: Yirgacheffe
				kilograms: 2.5

				id: 12
				customer: Grace
				coffee: Java
				kilograms:
				""");
	}

	@Test
	void aSingleThingIsNamesAndValues() throws Exception {
		assertThat(this.rendering.on(80, ORDERS.get(0))).isEqualTo("""
				id         7
				customer   Ada
				coffee     Yirgacheffe
				kilograms  2.5
				""");
	}

	@Test
	void aLongValueGoesOnInTheNextLine() throws Exception {
		assertThat(this.rendering.on(20, Map.of("text", "0123456789abcdefghij"))).isEqualTo("""
				text  0123456789abcd
				      efghij
				""");
		assertThat(this.rendering.on(80, Map.of("text", "one\ntwo"))).isEqualTo("""
				text  one
				      two
				""");
	}

	@Test
	void textIsNoTable() throws Exception {
		assertThat(this.rendering.on(10, "longer than the terminal")).isEqualTo("longer than the terminal\n");
		assertThat(this.rendering.on(10, List.of("longer than the terminal", 1)))
			.isEqualTo("longer than the terminal\n1\n");
		assertThat(this.rendering.on(10, List.of())).isEmpty();
	}

	@Test
	void listsOfListsAreATableWithoutHeader() throws Exception {
		assertThat(this.rendering.on(80, List.of(List.of("a", 1), List.of("bcd", 22, "more")))).isEqualTo("""
				a     1
				bcd  22  more
				""");
	}

	@Test
	void aRowOfAStreamMayHaveMoreThanTheFirst() throws Exception {
		assertThat(this.rendering.on(80, Stream.of(List.of("a", "b"), List.of("c", "d", "e")))).endsWith("d  e\n");
		assertThat(this.rendering.on(80, Stream.of(List.of("a"), List.of("c", "d")))).isEqualTo("a\nc  d\n");
	}

	@Test
	void mapsHaveTheColumnsOfAllRows() throws Exception {
		Map<String, Object> second = new LinkedHashMap<>();
		second.put("b", 2);
		second.put("c", "x");
		assertThat(this.rendering.on(80, List.of(Map.of("a", 1), second))).isEqualTo("""
				a  b  c
				1
				   2  x
				""");
	}

	@Test
	void aStreamIsMeasuredByItsFirstRow() throws Exception {
		assertThat(this.rendering.on(40,
				Stream.of(new Person("Ada", 36), new Person("Ada Lovelace of Ockham Park", 100000))))
			.isEqualTo("""
					name                           age
					Ada                             36
					Ada Lovelace of Ockham …    100000
					""");
	}

	@Test
	void aStreamIsOneTableInTheWidthOfItsTerminal() throws Exception {
		for (int columns = 40; columns < 100; columns++) {
			int limit = columns;
			Stream<Order> orders = IntStream.range(0, 3).mapToObj((i) -> new Order(i, "c", "long ".repeat(i * 9), 1.0));
			assertThat(this.rendering.on(columns, orders).lines()).hasSize(4)
				.allSatisfy((line) -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(limit));
		}
	}

	@Test
	void rowsBehindTheMeasuredOnesKeepToTheirColumns() throws Exception {
		List<Person> people = new ArrayList<>();
		IntStream.range(0, 1000).forEach((i) -> people.add(new Person("short", i)));
		people.add(new Person("much longer than short", 5));
		assertThat(this.rendering.on(80, people)).endsWith("short  999\nmuch…    5\n");
	}

	@Test
	void withoutATerminalATableIsAsWideAsItsTexts() throws Exception {
		assertThat(this.rendering.as(OutputFormat.TABLE, List.of(new Person("n".repeat(200), 1))))
			.contains("n".repeat(200));
	}

	@Test
	void aHeaderIsBoldWhereTheTerminalHasColour() throws Exception {
		List<Person> people = List.of(new Person("Ada", 36));
		assertThat(this.rendering.inColour(80, people)).isEqualTo("\u001b[1mname  age\u001b[0m\nAda    36\n");
		assertThat(this.rendering.on(80, people)).isEqualTo("name  age\nAda    36\n");
		assertThat(this.rendering.as(OutputFormat.TABLE, people)).isEqualTo("name  age\nAda    36\n");
	}

	@Test
	void namesAndValuesCannotControlTheTerminal() throws Exception {
		assertThat(this.rendering.inColour(80, Map.of("\u001b]0;x", "\u001b[2J")))
			.isEqualTo("\u001b[1m?]0;x\u001b[0m  ?[2J\n");
	}

	@Test
	void charactersThatTheTerminalHasNotTakeTheRoomOfAQuestionMark() throws Exception {
		assertThat(new Rendering().environment("LC_ALL", "C.ISO-8859-1")
			.on(80, List.of(new Person("日本", 1), new Person("é", 2)))).isEqualTo("""
					name  age
					??      1
					é       2
					""");
	}

	private record Order(int id, String customer, String coffee, @Nullable Double kilograms) {

	}

	private record Person(String name, int age) {

	}

}
