package io.sshconsole.ssh.transport;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RekeyBudget}.
 */
class RekeyBudgetTests {

	private static final long START = 42;

	private final RekeyBudget budget = new RekeyBudget(3, START);

	@Test
	void peerThatMovesNothingRunsOut() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.budget.spend(0, START)).isTrue();
		}
		assertThat(this.budget.spend(0, START)).isFalse();
	}

	@Test
	void peerThatMovesDataNeverRunsOut() {
		for (int i = 1; i < 1000; i++) {
			assertThat(this.budget.spend(i * RekeyBudget.PRICE, START)).isTrue();
		}
	}

	/**
	 * Each side counts on its own, so that exchanges come in pairs and then not at all.
	 */
	@Test
	void dataMayComeBeforeOrBehindTheExchangesItPaysFor() {
		long bytes = 0;
		for (int i = 0; i < 1000; i++) {
			bytes += 3 * RekeyBudget.PRICE;
			assertThat(this.budget.spend(bytes, START)).isTrue();
			assertThat(this.budget.spend(bytes, START)).isTrue();
		}
	}

	@Test
	void bytesOfTheExchangeItselfAreNotEnough() {
		int exchanges = 0;
		while (this.budget.spend(exchanges * RekeyBudget.PRICE / 2, START)) {
			exchanges++;
		}
		assertThat(exchanges).isEqualTo(5);
	}

	@Test
	void muchDataBringsNoMoreThanTheAllowance() {
		assertThat(this.budget.spend(Long.MAX_VALUE / 2, START)).isTrue();
		for (int i = 0; i < 2; i++) {
			assertThat(this.budget.spend(Long.MAX_VALUE / 2, START)).isTrue();
		}
		assertThat(this.budget.spend(Long.MAX_VALUE / 2, START)).isFalse();
	}

	@Test
	void timeBringsTheAllowanceBackButNoMoreThanThat() {
		peerThatMovesNothingRunsOut();
		RekeyBudget later = new RekeyBudget(3, START);
		long now = START + TimeUnit.HOURS.toNanos(1);
		for (int i = 0; i < 3; i++) {
			assertThat(later.spend(0, now)).isTrue();
		}
		assertThat(later.spend(0, now)).isFalse();
		assertThat(later.spend(0, now + TimeUnit.SECONDS.toNanos(41))).isTrue();
	}

}
