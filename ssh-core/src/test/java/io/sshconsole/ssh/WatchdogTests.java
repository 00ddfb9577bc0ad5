package io.sshconsole.ssh;

import java.time.Duration;
import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.TestServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WatchdogTests {

	private static final String THREADS = "ssh-watchdog-";

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

	@Test
	void sleepsUntilAClientComes() throws Exception {
		Await.until("no watchdog", () -> TestServer.countThreads(THREADS) == 0);
		try (TestServer server = TestServer.start((builder) -> builder)) {
			assertThat(TestServer.countThreads(THREADS)).isZero();
			try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
				peer.identify();
				Await.until("a watchdog", () -> TestServer.countThreads(THREADS) == 1);
			}
		}
	}

	@Test
	void looksAsLongAsThereAreConnections() {
		Connections connections = new Connections(1, 1, 0);
		try (Watchdog watchdog = new Watchdog()) {
			watchdog.watch(connections);
			watchdog.watch(connections);
			Await.until("a rest", connections.sizes::isEmpty);
			assertThat(connections.looks).hasValue(3);
		}
	}

	@Test
	void looksAgainWhenTheNextConnectionComesBehindTheLast() {
		Connections connections = new Connections(0);
		try (Watchdog watchdog = new Watchdog()) {
			watchdog.watch(connections);
			Await.until("a rest", connections.sizes::isEmpty);
			watchdog.watch(connections);
			Await.until("another look", () -> connections.looks.get() == 2);
		}
	}

	@Test
	void looksAgainWhenTheNextConnectionComesAsItGoesToRest() {
		Connections connections = new Connections(1, 0);
		try (Watchdog watchdog = new Watchdog()) {
			watchdog.watch(connections);
			Await.until("another look", () -> connections.looks.get() == 2);
		}
	}

	/**
	 * Connections that come and go: how many there are, each time somebody asks.
	 */
	private static final class Connections extends AbstractCollection<Transport> {

		private final Queue<Integer> sizes;

		private final AtomicInteger looks = new AtomicInteger();

		Connections(Integer... sizes) {
			this.sizes = new ConcurrentLinkedQueue<>(List.of(sizes));
		}

		@Override
		public Iterator<Transport> iterator() {
			this.looks.incrementAndGet();
			return Collections.emptyIterator();
		}

		@Override
		public int size() {
			Integer size = this.sizes.poll();
			return (size != null) ? size : 0;
		}

	}

}
