package io.sshconsole.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionsTests {

	private final Options options = new Options("--port", "22", "--quick", "bulk", "--rounds", "3", "kex");

	@Test
	void tellsValuesFromWords() {
		assertThat(this.options.words()).containsExactly("bulk", "kex");
		assertThat(this.options.get("port")).isEqualTo("22");
		assertThat(this.options.number("rounds", 5)).isEqualTo(3);
		assertThat(this.options.number("size", 5)).isEqualTo(5);
		assertThat(this.options.has("quick")).isTrue();
	}

	@Test
	void namesWhatIsMissing() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.options.get("key")).withMessageContaining("--key");
	}

}
