package io.sshconsole.ssh.transport;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TransportConfigTests {

	private final TransportConfig.Builder builder = TransportConfig.builder();

	/**
	 * Above, small packets would use up the sequence numbers under one key.
	 */
	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, 0, 1023, (1L << 35) + 1, Long.MAX_VALUE })
	void keysProtectNeitherTooLittleNorTooMuch(long bytes) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.rekeyAfter(bytes))
			.withMessageContaining("rekeyAfter");
	}

	@ParameterizedTest
	@ValueSource(longs = { 1024, 1L << 35 })
	void keysProtectWhatIsBetween(long bytes) {
		assertThat(this.builder.rekeyAfter(bytes).build().rekeyAfter()).isEqualTo(bytes);
	}

	@Test
	void timesArePositive() {
		for (Duration time : new Duration[] { Duration.ZERO, Duration.ofSeconds(-1) }) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.builder.rekeyInterval(time));
			assertThatIllegalArgumentException().isThrownBy(() -> this.builder.keyExchangeTimeout(time));
			assertThatIllegalArgumentException().isThrownBy(() -> this.builder.answerTimeout(time));
		}
	}

	@Test
	void limitsOfKeysDoNotChangeEachOther() {
		TransportConfig config = this.builder.rekeyAfter(2048)
			.rekeyAfterPackets(17)
			.rekeyInterval(Duration.ofMinutes(1))
			.keyExchangeTimeout(Duration.ofMinutes(2))
			.maxRekeysPerMinute(3)
			.build()
			.toBuilder()
			.build();
		assertThat(config.rekeyAfter()).isEqualTo(2048);
		assertThat(config.rekeyAfterPackets()).isEqualTo(17);
		assertThat(config.rekeyInterval()).isEqualTo(Duration.ofMinutes(1));
		assertThat(config.keyExchangeTimeout()).isEqualTo(Duration.ofMinutes(2));
		assertThat(config.maxRekeysPerMinute()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "two words", "with-minus", "line\n", "ünïcode" })
	void nameOfTheSoftwareCannotBreakTheIdentification(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.softwareVersion(name));
	}

}
