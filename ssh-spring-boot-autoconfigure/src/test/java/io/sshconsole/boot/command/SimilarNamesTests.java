package io.sshconsole.boot.command;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SimilarNamesTests {

	private final List<String> names = List.of("cache clear", "health", "help", "--dry-run");

	@Test
	void findsTypingMistakes() {
		assertThat(SimilarNames.didYouMean("healht", this.names)).isEqualTo("; did you mean 'health'?");
		assertThat(SimilarNames.didYouMean("cache claer", this.names)).contains("'cache clear'");
		assertThat(SimilarNames.didYouMean("--dryrun", this.names)).contains("'--dry-run'");
	}

	@Test
	void findsBeginnings() {
		assertThat(SimilarNames.didYouMean("cach", this.names)).contains("'cache clear'");
	}

	@Test
	void saysNothingWithoutAnythingSimilar() {
		assertThat(SimilarNames.didYouMean("reboot", this.names)).isEmpty();
	}

	@Test
	void doesNotCompareTextsOfAnyLength() {
		assertThat(SimilarNames.didYouMean("h".repeat(1_000_000), this.names)).isEmpty();
	}

}
