package io.sshconsole.boot.terminal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextWidthTests {

	@Test
	void fitsATextIntoColumns() {
		assertThat(TextWidth.fit("abc", 5)).isEqualTo("abc  ");
		assertThat(TextWidth.fit("abcdef", 4)).isEqualTo("abc…");
		assertThat(TextWidth.fit("abc", 0)).isEmpty();
	}

}
