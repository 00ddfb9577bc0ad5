package io.sshconsole.boot.recording;

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineMaskTests {

	private final LineMask mask = new LineMask(List.of(Pattern.compile("token=\\S+"), Pattern.compile("\\d{16}")));

	@Test
	void whatMatchesBecomesStarsOfTheSameLength() {
		assertThat(this.mask.add("a token=abc b\n1234567812345678 c\n"))
			.isEqualTo("a ********* b\n**************** c\n");
	}

	@Test
	void matchThatComesInPiecesIsHidden() {
		assertThat(this.mask.add("one\ntok")).isEqualTo("one\n");
		assertThat(this.mask.add("en=a")).isEmpty();
		assertThat(this.mask.add("bc\nprompt> ")).isEqualTo("*********\n");
		assertThat(this.mask.end()).isEqualTo("prompt> ");
		assertThat(this.mask.end()).isEmpty();
	}

	@Test
	void whatIsNeverCompleteIsMaskedToo() {
		this.mask.add("token=abc");
		assertThat(this.mask.end()).isEqualTo("*********");
	}

	@Test
	void lineWithoutEndDoesNotFillTheMemory() {
		int written = 0;
		for (int i = 0; i < 1000; i++) {
			written += this.mask.add("x".repeat(1000)).length();
		}
		assertThat(written).isGreaterThan(900_000);
	}

	@Test
	void withoutExpressionsNothingIsHeldBack() {
		assertThat(new LineMask(List.of()).add("token=abc")).isEqualTo("token=abc");
	}

}
