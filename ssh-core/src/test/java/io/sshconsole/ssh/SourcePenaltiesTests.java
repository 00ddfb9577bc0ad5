package io.sshconsole.ssh;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.sshconsole.ssh.SourcePenalties.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SourcePenaltiesTests {

	private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(7).toNanos());

	private final SourcePenalties penalties = new SourcePenalties(PenaltyPolicy.DEFAULT, this.clock::get);

	private final SourceAddress attacker = source("203.0.113.7");

	@Test
	void typingErrorsCostNothing() {
		book(2, Outcome.AUTHENTICATION_FAILED);
		assertThat(this.penalties.isKeptOut(this.attacker)).isFalse();
	}

	@Test
	void guessingIsKeptOutFromTheThresholdOn() {
		book(3, Outcome.AUTHENTICATION_FAILED);
		assertThat(this.penalties.isKeptOut(this.attacker)).isTrue();
		assertThat(this.penalties.isKeptOut(source("203.0.113.8"))).isFalse();
	}

	@Test
	void penaltyEndsAndIsForgotten() {
		book(3, Outcome.AUTHENTICATION_FAILED);
		pass(Duration.ofSeconds(14));
		assertThat(this.penalties.isKeptOut(this.attacker)).isTrue();
		pass(Duration.ofSeconds(1));
		assertThat(this.penalties.isKeptOut(this.attacker)).isFalse();
		assertThat(this.penalties.size()).isZero();
	}

	@Test
	void activePenaltyStaysActiveWhileItGrows() {
		book(3, Outcome.AUTHENTICATION_FAILED);
		pass(Duration.ofSeconds(10));
		book(1, Outcome.NO_AUTHENTICATION);
		assertThat(this.penalties.isKeptOut(this.attacker)).isTrue();
		pass(Duration.ofSeconds(6));
		assertThat(this.penalties.isKeptOut(this.attacker)).isFalse();
	}

	@Test
	void noSourceIsKeptOutLongerThanTheMaximum() {
		book(10_000, Outcome.GRACE_EXCEEDED);
		pass(PenaltyPolicy.DEFAULT.max());
		assertThat(this.penalties.isKeptOut(this.attacker)).isFalse();
	}

	@Test
	void loggingInCostsNothing() {
		book(1000, Outcome.AUTHENTICATED);
		assertThat(this.penalties.size()).isZero();
	}

	@Test
	void loopbackIsExempt() {
		for (int i = 0; i < 100; i++) {
			this.penalties.book(source("127.0.0.1"), Outcome.GRACE_EXCEEDED);
		}
		assertThat(this.penalties.isKeptOut(source("127.0.0.1"))).isFalse();
	}

	@Test
	void sourcesBeyondTheBoundReplaceTheOneThatIsFreeSoonest() {
		this.penalties.book(this.attacker, Outcome.GRACE_EXCEEDED);
		for (int i = 0; i < PenaltyPolicy.DEFAULT.maxSources(); i++) {
			this.penalties.book(new SourceAddress("source " + i, false), Outcome.NO_AUTHENTICATION);
		}
		assertThat(this.penalties.size()).isEqualTo(PenaltyPolicy.DEFAULT.maxSources());
		assertThat(this.penalties.isKeptOut(this.attacker)).isTrue();
	}

	@Test
	void hostsOfOneIpv6NetworkAreOneSource() {
		assertThat(source("2001:db8:1:2::1")).isEqualTo(source("2001:db8:1:2:ffff::9"));
		assertThat(source("2001:db8:1:2::1")).isNotEqualTo(source("2001:db8:1:3::1"));
	}

	private void book(int times, Outcome outcome) {
		for (int i = 0; i < times; i++) {
			this.penalties.book(this.attacker, outcome);
		}
	}

	private void pass(Duration time) {
		this.clock.addAndGet(time.toNanos());
	}

	private static SourceAddress source(String host) {
		return SourceAddress.of(new InetSocketAddress(host, 1));
	}

}
