package io.sshconsole.boot.shell;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PastedLinesTests {

	@Test
	void oneLineStaysOne() {
		assertThat(PastedLines.of("say 'a' \"b\"")).containsExactly("say 'a' \"b\"");
	}

	@Test
	void lineBreaksOutsideOfQuotesCut() {
		assertThat(PastedLines.of("a\nb\r\nc")).containsExactly("a", "b", "", "c");
	}

	@Test
	void lineBreaksInsideOfQuotesBelongToTheWord() {
		assertThat(PastedLines.of("a 'b\nc' \"d\n'\\\"\ne\"\nf")).containsExactly("a 'b\nc' \"d\n'\\\"\ne\"", "f");
	}

}
