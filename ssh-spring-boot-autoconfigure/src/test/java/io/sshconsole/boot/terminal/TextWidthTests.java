package io.sshconsole.boot.terminal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextWidthTests {

	@ParameterizedTest(name = "{2}")
	@CsvSource({ "abc, 3, letters", "日本, 4, ideographs", "ｱ, 1, half width", "Ａ, 2, full width", "한, 2, a syllable",
			"\u1112\u1161\u11ab, 2, the same syllable in parts", "e\u0301, 1, a letter with an accent",
			"\u0301, 0, an accent alone", "a\u200bb, 2, a blank without width", "\u00ad, 1, a soft hyphen",
			"👍, 2, an emoji", "⌚, 2, the first of its kind", "👍🏽, 2, with a skin tone",
			"👩\u200d👩\u200d👧, 2, a family", "🇩🇪🇫🇷, 4, two flags", "❤, 1, a heart as text",
			"❤\ufe0f, 2, a heart as a picture", "1\ufe0f\u20e3, 2, a key", "1, 1, a digit",
			"'\u001b[1;31mred\u001b[0m', 3, a colour", "'\u001b]0;title\u0007x', 1, a title",
			"'\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 4, a link", "'\u001b(Bx', 1, a character set",
			"'\u0007', 0, a bell" })
	void measuresWhatIsSeen(String text, int width, String what) {
		assertThat(TextWidth.of(text)).isEqualTo(width);
		assertThat(TextWidth.of("a" + text + "b")).isEqualTo(width + 2);
	}

	@Test
	void aSequenceThatIsCutOffTakesNoRoom() {
		assertThat(TextWidth.of("ab\u001b[1")).isEqualTo(2);
		assertThat(TextWidth.of("ab\u001b]0;title")).isEqualTo(2);
		assertThat(TextWidth.of("ab\u001b")).isEqualTo(2);
	}

	@Test
	void aTabGoesOnToTheNextStop() {
		assertThat(TextWidth.of("\tx")).isEqualTo(9);
		assertThat(TextWidth.of("日本\tx")).isEqualTo(9);
	}

	@Test
	void fitsATextIntoColumns() {
		assertThat(TextWidth.fit("abc", 5)).isEqualTo("abc  ");
		assertThat(TextWidth.fit("abcdef", 4)).isEqualTo("abc…");
		assertThat(TextWidth.fit("abc", 0)).isEmpty();
		assertThat(TextWidth.fit("日本語", 5)).isEqualTo("日本…");
		assertThat(TextWidth.fit("日本語", 4)).isEqualTo("日… ");
	}

	@Test
	void cutsNothingApartThatIsSeenAsOne() {
		assertThat(TextWidth.cut("e\u0301e\u0301e\u0301", 2)).isEqualTo("e\u0301…");
		assertThat(TextWidth.cut("👩\u200d👩\u200d👧abc", 3)).isEqualTo("👩\u200d👩\u200d👧…");
		assertThat(TextWidth.cut("🇩🇪🇫🇷x", 4)).isEqualTo("🇩🇪…");
		assertThat(TextWidth.cut("abc", 3)).isEqualTo("abc");
	}

	@Test
	void aColourThatIsCutOffEndsAllTheSame() {
		assertThat(TextWidth.cut("\u001b[31mabcdef\u001b[0m", 3)).isEqualTo("\u001b[31mab…\u001b[0m");
	}

}
