package io.sshconsole.boot.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.sshconsole.boot.execution.SshLineRunner;
import io.sshconsole.boot.shell.SshNotices;
import io.sshconsole.boot.terminal.ColourMode;
import io.sshconsole.boot.shell.SshRecorder;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.keys.HostKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SshServerGracefulShutdown}.
 */
class SshServerGracefulShutdownTests {

	private final SshServerLifecycle lifecycle = new SshServerLifecycle(
			() -> SshServer.builder().port(0).hostKeys(List.of(HostKeys.generate())).build(), new InetSocketAddress(0),
			(event) -> {
			}, SshServerStart.WITH_CONTEXT);

	private final SshTasks tasks = new SshTasks(mock(SshLineRunner.class), null, ColourMode.AUTO, Thread::new,
			SshRecorder.NONE);

	private final SshNotices notices = mock(SshNotices.class);

	private final SshServerGracefulShutdown shutdown = new SshServerGracefulShutdown(this.lifecycle, () -> this.tasks,
			() -> this.notices, Duration.ofSeconds(20), true);

	@AfterEach
	void stop() {
		this.lifecycle.stop();
	}

	@Test
	void stopsAcceptingAtOnceAndCallsBackFromAnotherThread() throws InterruptedException {
		this.lifecycle.start();
		this.shutdown.start();
		int port = this.lifecycle.server().orElseThrow().port();
		AtomicReference<Thread> caller = new AtomicReference<>();
		CountDownLatch called = new CountDownLatch(1);
		this.shutdown.stop(() -> {
			caller.set(Thread.currentThread());
			called.countDown();
		});
		assertThat(this.shutdown.isRunning()).isFalse();
		// The kernel lets go of the socket when the acceptor has woken up
		await().untilAsserted(() -> assertThatIOException()
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close()));
		assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(caller.get()).isNotSameAs(Thread.currentThread());
	}

	@Test
	void tellsNobodyWhereThereAreNoShells() throws InterruptedException {
		this.lifecycle.start();
		CountDownLatch called = new CountDownLatch(1);
		new SshServerGracefulShutdown(this.lifecycle, () -> this.tasks, () -> null, Duration.ofSeconds(20), true)
			.stop(called::countDown);
		assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void callsBackWithoutAServer() {
		this.shutdown.start();
		AtomicReference<Thread> caller = new AtomicReference<>();
		this.shutdown.stop(() -> caller.set(Thread.currentThread()));
		assertThat(caller.get()).isNotNull();
	}

	@Test
	void comesOnePhaseBeforeTheServerStopsInThePhasesOfWebServers() {
		assertThat(this.shutdown.getPhase()).isEqualTo(SmartLifecycle.DEFAULT_PHASE - 1024);
		assertThat(this.lifecycle.getPhase()).isEqualTo(SmartLifecycle.DEFAULT_PHASE - 2048);
		assertThat(this.shutdown.isPauseable()).isFalse();
	}

}
