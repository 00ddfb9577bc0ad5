package io.sshconsole.ssh;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StartupLimitsTests {

	private final StartupLimits limits = new StartupLimits(10, 30, 100, 20);

	@Test
	void nobodyIsRefusedBeforeTheBeginning() {
		assertThat(refusalsOutOf100(9)).isZero();
	}

	@Test
	void refusalsBeginAtTheRateAndGrowToAll() {
		assertThat(refusalsOutOf100(10)).isEqualTo(30);
		assertThat(refusalsOutOf100(55)).isEqualTo(65);
		assertThat(refusalsOutOf100(99)).isEqualTo(99);
		assertThat(refusalsOutOf100(100)).isEqualTo(100);
	}

	@Test
	void oneSourceCannotTakeAllPlaces() {
		assertThat(this.limits.refuses(1, 19, 0)).isFalse();
		assertThat(this.limits.refuses(1, 20, 99)).isTrue();
	}

	@Test
	void limitsThatMakeNoSenseAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new StartupLimits(10, 30, 9, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new StartupLimits(1, 101, 9, 1));
	}

	private long refusalsOutOf100(int running) {
		return IntStream.range(0, 100).filter((chance) -> this.limits.refuses(running, 0, chance)).count();
	}

}
