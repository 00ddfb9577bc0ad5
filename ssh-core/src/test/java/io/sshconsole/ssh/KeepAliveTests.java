package io.sshconsole.ssh;

import java.time.Duration;

import io.sshconsole.ssh.KeepAlive.Action;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeepAliveTests {

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private final KeepAlive keepAlive = new KeepAlive(INTERVAL, 2, 0);

	private long received;

	private long now;

	@Test
	void asksAfterEachIntervalOfSilenceAndThenGivesThePeerUp() {
		assertThat(afterNanos(INTERVAL.toNanos() - 1)).isEqualTo(Action.NOTHING);
		assertThat(afterNanos(1)).isEqualTo(Action.ASK);
		assertThat(afterNanos(INTERVAL.toNanos() - 1)).isEqualTo(Action.NOTHING);
		assertThat(afterNanos(1)).isEqualTo(Action.ASK);
		assertThat(afterNanos(INTERVAL.toNanos())).isEqualTo(Action.GIVE_UP);
	}

	@Test
	void peerThatAnswersIsNeverGivenUp() {
		for (int i = 0; i < 10; i++) {
			assertThat(afterNanos(INTERVAL.toNanos())).isEqualTo(Action.ASK);
			assertThat(afterNanos(INTERVAL.toNanos())).isEqualTo(Action.ASK);
			this.received++;
			assertThat(afterNanos(1)).isEqualTo(Action.NOTHING);
		}
	}

	@Test
	void peerThatSendsIsNotAskedBeforeItIsSilentForAnInterval() {
		for (int i = 0; i < 10; i++) {
			this.received++;
			assertThat(afterNanos(INTERVAL.toNanos())).isEqualTo(Action.NOTHING);
			assertThat(afterNanos(INTERVAL.toNanos() - 1)).isEqualTo(Action.NOTHING);
		}
	}

	@Test
	void nobodyIsAskedWithoutAnInterval() {
		KeepAlive none = new KeepAlive(Duration.ZERO, 1, 0);
		assertThat(none.next(0, Long.MAX_VALUE)).isEqualTo(Action.NOTHING);
	}

	private Action afterNanos(long nanos) {
		this.now += nanos;
		return this.keepAlive.next(this.received, this.now);
	}

}
