package io.sshconsole.ssh;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WatchdogTests {

	@Test
	void runsWhatIsDueAndNothingElse() throws InterruptedException {
		try (Watchdog watchdog = new Watchdog()) {
			CountDownLatch due = new CountDownLatch(1);
			AtomicInteger others = new AtomicInteger();
			watchdog.schedule(Duration.ofDays(1), others::incrementAndGet);
			watchdog.schedule(Duration.ofMillis(20), due::countDown);
			assertThat(due.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(others).hasValue(0);
		}
	}

	/**
	 * A connection that is told to end while the server closes must end all the same.
	 */
	@Test
	void runsAtOnceWhatComesTooLate() {
		Watchdog watchdog = new Watchdog();
		watchdog.close();
		AtomicInteger runs = new AtomicInteger();
		Future<?> done = watchdog.schedule(Duration.ofDays(1), runs::incrementAndGet);
		assertThat(done.isDone()).isTrue();
		assertThat(done.cancel(false)).isFalse();
		assertThat(runs).hasValue(1);
	}

}
