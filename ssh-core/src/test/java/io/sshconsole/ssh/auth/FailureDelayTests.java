package io.sshconsole.ssh.auth;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailureDelayTests {

	private static final long BASE = FailureDelay.ATTEMPT_NANOS;

	@Test
	void dependsOnTheNameAloneWhileARequestIsQuick() {
		long quick = FailureDelay.nanos("alice", BASE, 0);
		for (long taken = 0; taken <= BASE; taken += 1_000_000) {
			assertThat(FailureDelay.nanos("alice", BASE, taken)).isEqualTo(quick);
		}
	}

	/**
	 * Or the time of one name would give away that of all.
	 */
	@Test
	void differsFromNameToName() {
		Set<Long> times = new HashSet<>();
		for (int i = 0; i < 100; i++) {
			times.add(FailureDelay.nanos("user" + i, BASE, 0));
		}
		assertThat(times).hasSizeGreaterThan(90).allMatch((time) -> time >= BASE && time <= BASE + BASE / 5);
	}

	/**
	 * A slow request shows only between which powers of two it was.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 70, 90, 130, 300, 900 })
	void growsInStepsThatCoverASlowRequest(int millis) {
		long taken = TimeUnit.MILLISECONDS.toNanos(millis);
		long time = FailureDelay.nanos("alice", BASE, taken);
		assertThat(time).isBetween(taken, 2 * taken);
		long quick = FailureDelay.nanos("alice", BASE, 0);
		assertThat(time % quick).isZero();
		assertThat(Long.bitCount(time / quick)).isEqualTo(1);
	}

	@Test
	void doesNotMakeAVerySlowRequestSlower() {
		assertThat(FailureDelay.nanos("alice", BASE, TimeUnit.MINUTES.toNanos(1)))
			.isLessThan(TimeUnit.SECONDS.toNanos(5));
	}

}
