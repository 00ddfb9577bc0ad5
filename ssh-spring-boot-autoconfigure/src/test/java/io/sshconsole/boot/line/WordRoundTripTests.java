package io.sshconsole.boot.line;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the words are: quoted, they come back as they were, in their places.
 */
class WordRoundTripTests {

	private static final String CHARACTERS = "ab -=\\\\'\"\"\t\n|&;<>#$*?(){}[]!~`%\u00e9\u6f22\ud83d\ude00";

	static Stream<Long> seeds() {
		return IntStream.range(0, 300).mapToObj((seed) -> (long) seed);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void quotedWordsComeBack(long seed) {
		Random random = new Random(seed);
		List<String> words = IntStream.rangeClosed(0, random.nextInt(6)).mapToObj((i) -> word(random)).toList();
		String line = words.stream().map((word) -> quoted(word, random)).collect(Collectors.joining("  "));
		CommandList list = LineParser.parse(line);
		assertThat(list.pipelines()).hasSize(1);
		Stage stage = list.pipelines().get(0).stages().get(0);
		assertThat(stage.texts()).isEqualTo(words);
		assertThat(stage.words()
			.stream()
			.map((word) -> line.substring(word.start(), word.end()))
			.collect(Collectors.joining("  "))).isEqualTo(line);
	}

	private static String word(Random random) {
		return random.ints(random.nextInt(8), 0, CHARACTERS.codePointCount(0, CHARACTERS.length()))
			.map((index) -> CHARACTERS.codePointAt(CHARACTERS.offsetByCodePoints(0, index)))
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	private static String quoted(String word, Random random) {
		return random.nextBoolean() ? "'" + word.replace("'", "'\\''") + "'"
				: '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

}
