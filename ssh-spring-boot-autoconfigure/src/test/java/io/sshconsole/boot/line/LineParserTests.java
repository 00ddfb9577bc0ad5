package io.sshconsole.boot.line;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LineParserTests {

	@Test
	void blanksAndTabsSeparateWords() {
		assertThat(words("  cache \t clear  users ")).containsExactly("cache", "clear", "users");
	}

	@Test
	void blankLinesAndCommentsHaveNoWords() {
		assertThat(List.of("", "  ", "# cache clear", "  #")).allSatisfy((line) -> assertThat(words(line)).isEmpty());
	}

	@Test
	void singleQuotesKeepEverything() {
		assertThat(words("a 'b \\ \"c' d")).containsExactly("a", "b \\ \"c", "d");
	}

	@Test
	void doubleQuotesKeepAllButEscapedQuotesAndBackslashes() {
		assertThat(words("\"a \\\" \\\\ \\n 'b\"")).containsExactly("a \" \\ \\n 'b");
	}

	@Test
	void aBackslashKeepsTheNextCharacter() {
		assertThat(words("a\\ b \\\"c \\|")).containsExactly("a b", "\"c", "|");
	}

	@Test
	void quotesInsideOfWordsJoinThem() {
		assertThat(words("--where='a > 1'\"&\"b")).containsExactly("--where=a > 1&b");
	}

	@Test
	void emptyQuotesAreAnEmptyWord() {
		assertThat(words("set '' \"\"")).containsExactly("set", "", "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a 'b", "a \"b", "a \"b\\\"", "'" })
	void anUnclosedQuoteIsAnErrorThatNamesItsColumn(String line) {
		assertThatExceptionOfType(LineSyntaxException.class).isThrownBy(() -> words(line))
			.withMessageMatching("Missing closing ['\"] for the one at column [13]")
			.satisfies((ex) -> assertThat(ex.getMessage()).endsWith(" " + ex.column()))
			.matches(LineSyntaxException::isUnfinished);
	}

	@Test
	void aBackslashAtTheEndIsAnError() {
		assertThatExceptionOfType(LineSyntaxException.class).isThrownBy(() -> words("a \\"))
			.matches(LineSyntaxException::isUnfinished);
	}

	@Test
	void aBlankAtTheEndCanBeEscaped() {
		assertThat(words("a\\ ")).containsExactly("a ");
	}

	@Test
	void operatorsCutTheLineOutsideOfQuotes() {
		assertThat(show("a b;c")).isEqualTo("a b ; c");
		assertThat(show("a&&b||c")).isEqualTo("a && b || c");
		assertThat(show("a|b | c")).isEqualTo("a | b | c");
		assertThat(show("a;")).isEqualTo("a");
		assertThat(show("a || b; c | d && e")).isEqualTo("a || b ; c | d && e");
		assertThat(words("'a;b' c\\|d \"e&&f\"")).containsExactly("a;b", "c|d", "e&&f");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "a\r\nb", "a\rb", "\na\n\n\nb\n", "a;\nb", "# c\na\n# 'd\nb;# e" })
	void lineBreaksSeparateAndCommentsHide(String line) {
		assertThat(show(line)).isEqualTo("a ; b");
	}

	@Test
	void aNumberSignInsideOfAPipelineIsText() {
		assertThat(words("say #1 a#b")).containsExactly("say", "#1", "a#b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a |\nb", "a |\n\n # c\n b", "a \\\n| b", "a | \\\r\nb", "\\\na | b" })
	void pipelinesGoOnOnTheNextLine(String line) {
		assertThat(show(line)).isEqualTo("a | b");
	}

	@Test
	void aBackslashJoinsLinesInsideOfWordsAndDoubleQuotes() {
		assertThat(words("ab\\\ncd \"e\\\nf\" 'g\\\nh'")).containsExactly("abcd", "ef", "g\\\nh");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a |", "a &&", "a || ", "a | b |\n", "a && # c" })
	void anOperatorAtTheEndNeedsMore(String line) {
		assertThatExceptionOfType(LineSyntaxException.class).isThrownBy(() -> LineParser.parse(line))
			.withMessageContaining("needs a command behind it")
			.matches(LineSyntaxException::isUnfinished);
	}

	@ParameterizedTest
	@CsvSource({ "| a,1", "a | | b,5", "; a,1", "a ;; b,4", "a && ; b,6", "a || && b,6" })
	void anOperatorNeedsACommandInFrontOfIt(String line, int column) {
		assertThatExceptionOfType(LineSyntaxException.class).isThrownBy(() -> LineParser.parse(line))
			.withMessageContaining("at column " + column + " needs a command in front of it")
			.matches((ex) -> !ex.isUnfinished() && ex.column() == column);
	}

	@ParameterizedTest
	@CsvSource({ "a > b,3", "a<b,2", "a 2>&1,4", "a & b,3", "a |& b,4", "& a,1" })
	void redirectionAndBackgroundAreRefused(String line, int column) {
		assertThatExceptionOfType(LineSyntaxException.class).isThrownBy(() -> LineParser.parse(line))
			.withMessageContaining("at column " + column + " must be quoted")
			.matches((ex) -> !ex.isUnfinished() && ex.column() == column);
	}

	@Test
	void aPipelineHasABoundedNumberOfStages() {
		String most = "a" + " | a".repeat(LineParser.MAX_STAGES - 1);
		assertThat(LineParser.parse(most).pipelines().get(0).stages()).hasSize(LineParser.MAX_STAGES);
		assertThatExceptionOfType(LineSyntaxException.class).isThrownBy(() -> LineParser.parse(most + " | a"))
			.withMessageContaining("one too many");
	}

	@Test
	void wordsKnowTheirPlaces() {
		String line = "  cache 'cle'ar us\\ ers ";
		List<Word> words = LineParser.parse(line).pipelines().get(0).stages().get(0).words();
		assertThat(words).extracting((word) -> line.substring(word.start(), word.end()))
			.containsExactly("cache", "'cle'ar", "us\\ ers");
		assertThat(words).extracting(Word::quoted).containsExactly(false, true, true);
	}

	@Test
	void columnsCountFromTheStartOfTheLine() {
		assertThatExceptionOfType(LineSyntaxException.class).isThrownBy(() -> words("  a>"))
			.matches((ex) -> ex.column() == 4);
	}

	private static List<String> words(String line) {
		return LineParser.parse(line)
			.pipelines()
			.stream()
			.flatMap((pipeline) -> pipeline.stages().stream())
			.flatMap((stage) -> stage.texts().stream())
			.toList();
	}

	private static String show(String line) {
		StringBuilder text = new StringBuilder();
		for (Pipeline pipeline : LineParser.parse(line).pipelines()) {
			text.append(switch (pipeline.before()) {
				case FIRST -> "";
				case ALWAYS -> " ; ";
				case AND -> " && ";
				case OR -> " || ";
			})
				.append(pipeline.stages()
					.stream()
					.map((stage) -> String.join(" ", stage.texts()))
					.collect(Collectors.joining(" | ")));
		}
		return text.toString();
	}

}
