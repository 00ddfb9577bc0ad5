package io.sshconsole.boot.security;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoggedText}.
 */
class LoggedTextTests {

	@Test
	void keepsWhatCanBeSeen() {
		assertThat(LoggedText.of("ada@例え.org 😀")).isEqualTo("ada@例え.org 😀");
	}

	@Test
	void hidesWhatCouldForgeALine() {
		assertThat(LoggedText.of("a\r\nb\u001b[2Kc\u2028d\u202ee\u009bf")).isEqualTo("a??b?[2Kc?d?e?f");
	}

	@Test
	void hidesHalfACharacter() {
		assertThat(LoggedText.of("a\ud800")).isEqualTo("a?");
	}

	@Test
	void shortensWhatIsLong() {
		assertThat(LoggedText.of("😀".repeat(65))).isEqualTo("😀".repeat(64) + "...");
		assertThat(LoggedText.of("😀".repeat(64))).isEqualTo("😀".repeat(64));
	}

}
