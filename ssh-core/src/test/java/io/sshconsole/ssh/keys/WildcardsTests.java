package io.sshconsole.ssh.keys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WildcardsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''      | ''      | true
			''      | a       | false
			a       | ''      | false
			*       | ''      | true
			**      | abc     | true
			?       | ''      | false
			a*c     | abbbc   | true
			a*c     | abbb    | false
			*a*b    | xaxab   | true
			a?c     | abc     | true
			a?c     | ac      | false
			*.b.c   | a.b.c   | true
			*.b.c   | b.c     | false
			abc     | abcd    | false
			abc*?   | abc     | false
			a.c     | abc     | false
			""")
	void matches(String pattern, String text, boolean expected) {
		assertThat(new Wildcards(pattern).matches(text)).isEqualTo(expected);
	}

	@Test
	void manyStarsTakeNoTime() {
		assertThat(new Wildcards("*a".repeat(500) + "b").matches("a".repeat(20_000))).isFalse();
	}

}
