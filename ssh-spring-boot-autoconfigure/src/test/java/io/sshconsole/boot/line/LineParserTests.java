package io.sshconsole.boot.line;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

	@ParameterizedTest
	@ValueSource(strings = { "a;b", "a | b", "a && b", "a > b", "a < b", "a\nb", "a\rb" })
	void operatorsOutsideOfQuotesAreRefused(String line) {
		assertThatExceptionOfType(LineSyntaxException.class).isThrownBy(() -> words(line))
			.withMessageContaining("must be quoted")
			.matches((ex) -> !ex.isUnfinished());
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
		assertThatExceptionOfType(LineSyntaxException.class).isThrownBy(() -> words("  a;"))
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

}
