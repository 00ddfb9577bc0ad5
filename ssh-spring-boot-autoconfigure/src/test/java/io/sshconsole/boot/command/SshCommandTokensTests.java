package io.sshconsole.boot.command;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SshCommandTokensTests {

	@Test
	void blanksAndTabsSeparateWords() {
		assertThat(SshCommandTokens.of("  cache \t clear  users ")).containsExactly("cache", "clear", "users");
	}

	@Test
	void blankLinesAndCommentsHaveNoWords() {
		assertThat(List.of("", "  ", "# cache clear", "  #"))
			.allSatisfy((line) -> assertThat(SshCommandTokens.of(line)).isEmpty());
	}

	@Test
	void singleQuotesKeepEverything() {
		assertThat(SshCommandTokens.of("a 'b \\ \"c' d")).containsExactly("a", "b \\ \"c", "d");
	}

	@Test
	void doubleQuotesKeepAllButEscapedQuotesAndBackslashes() {
		assertThat(SshCommandTokens.of("\"a \\\" \\\\ \\n 'b\"")).containsExactly("a \" \\ \\n 'b");
	}

	@Test
	void aBackslashKeepsTheNextCharacter() {
		assertThat(SshCommandTokens.of("a\\ b \\\"c \\|")).containsExactly("a b", "\"c", "|");
	}

	@Test
	void quotesInsideOfWordsJoinThem() {
		assertThat(SshCommandTokens.of("--where='a > 1'\"&\"b")).containsExactly("--where=a > 1&b");
	}

	@Test
	void emptyQuotesAreAnEmptyWord() {
		assertThat(SshCommandTokens.of("set '' \"\"")).containsExactly("set", "", "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a 'b", "a \"b", "a \"b\\\"", "'" })
	void anUnclosedQuoteIsAnErrorThatNamesItsColumn(String line) {
		assertThatExceptionOfType(SshUsageException.class).isThrownBy(() -> SshCommandTokens.of(line))
			.withMessageMatching("Missing closing ['\"] for the one at column [13]");
	}

	@Test
	void aBackslashAtTheEndIsAnError() {
		assertThatExceptionOfType(SshUsageException.class).isThrownBy(() -> SshCommandTokens.of("a \\"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a;b", "a | b", "a && b", "a > b", "a < b", "a\nb", "a\rb" })
	void operatorsOutsideOfQuotesAreRefused(String line) {
		assertThatExceptionOfType(SshUsageException.class).isThrownBy(() -> SshCommandTokens.of(line))
			.withMessageContaining("must be quoted");
	}

}
