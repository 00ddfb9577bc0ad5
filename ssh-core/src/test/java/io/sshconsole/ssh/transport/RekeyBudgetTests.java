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
			assertThat(this.budget.spend(i * RekeyBudget.ENOUGH, START)).isTrue();
			this.budget.exchanged(i * RekeyBudget.ENOUGH);
		}
	}

	@Test
	void bytesOfTheExchangeItselfDoNotCount() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.budget.spend(i * RekeyBudget.ENOUGH, START)).isTrue();
			this.budget.exchanged((i + 1) * RekeyBudget.ENOUGH);
		}
		assertThat(this.budget.spend(3 * RekeyBudget.ENOUGH, START)).isFalse();
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
