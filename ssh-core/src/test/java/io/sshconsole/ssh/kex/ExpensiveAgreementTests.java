package io.sshconsole.ssh.kex;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.wire.DisconnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExpensiveAgreementTests {

	private final Semaphore turns = new Semaphore(2, true);

	private final Semaphore started = new Semaphore(0);

	private final Semaphore mayEnd = new Semaphore(0);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void onlySomeAreComputedAtATime() throws Exception {
		CompletableFuture<?>[] all = IntStream.range(0, 6)
			.mapToObj((i) -> CompletableFuture.runAsync(this::compute, this.threads))
			.toArray(CompletableFuture[]::new);
		this.started.acquire(2);
		Await.until("the others wait", () -> this.turns.getQueueLength() == 4);
		assertThat(this.started.tryAcquire()).isFalse();
		this.mayEnd.release();
		this.started.acquire();
		Await.until("one less waits", () -> this.turns.getQueueLength() == 3);
		assertThat(this.started.tryAcquire()).isFalse();
		this.mayEnd.release(5);
		CompletableFuture.allOf(all).get(10, TimeUnit.SECONDS);
		assertThat(this.turns.availablePermits()).isEqualTo(2);
	}

	@Test
	void aFailureGivesTheTurnBack() {
		KeyAgreement agreement = new ExpensiveAgreement(new Slow(), this.turns);
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> agreement.clientFinish(new byte[0]));
		}
		assertThat(this.turns.availablePermits()).isEqualTo(2);
	}

	@Test
	void someProcessorsStayFree() {
		assertThat(ExpensiveAgreement.MAX_AT_A_TIME).isPositive()
			.isLessThanOrEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
	}

	private void compute() {
		try {
			new ExpensiveAgreement(new Slow(), this.turns).serverReply(new byte[0]);
		}
		catch (DisconnectException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * An agreement that takes as long as the test wants.
	 */
	private final class Slow implements KeyAgreement {

		@Override
		public byte[] clientInit() {
			return new byte[0];
		}

		@Override
		public ServerReply serverReply(byte[] clientInit) {
			ExpensiveAgreementTests.this.started.release();
			ExpensiveAgreementTests.this.mayEnd.acquireUninterruptibly();
			return new ServerReply(new byte[0], new byte[0]);
		}

		@Override
		public byte[] clientFinish(byte[] serverReply) throws DisconnectException {
			throw DisconnectException.protocolError("nothing is right");
		}

	}

}
