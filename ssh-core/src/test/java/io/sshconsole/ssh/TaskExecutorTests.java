package io.sshconsole.ssh;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What channel tasks run on, and that one leaves nothing to the next one there.
 */
class TaskExecutorTests {

	private static final String THREADS = "ssh-task-";

	private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

	private final Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();

	private final CountDownLatch release = new CountDownLatch(1);

	@BeforeEach
	@AfterEach
	void noThreadOfATask() {
		Await.until("no thread of a task", () -> TestServer.countThreads(THREADS) == 0);
	}

	@Test
	void oneTaskBehindTheOtherRunsOnOnePlatformThread() throws Exception {
		try (SshServer server = start(this::note, UnaryOperator.identity());
				ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
			logIn(peer);
			run(peer, "first");
			Await.until("an idle thread", () -> this.threads.element().getState() == Thread.State.TIMED_WAITING);
			run(peer, "second");
			assertThat(this.threads).hasSize(2).allMatch((thread) -> thread == this.threads.element());
			assertThat(TestServer.countThreads(THREADS)).as("platform threads").isOne();
		}
	}

	@Test
	void anInterruptEndsWithItsTask() throws Exception {
		ChannelTask task = (channel) -> {
			note(channel);
			Thread.currentThread().interrupt();
			return ExitStatus.OK;
		};
		try (SshServer server = start(task, UnaryOperator.identity());
				ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
			logIn(peer);
			run(peer, "first");
			run(peer, "second");
			assertThat(this.interrupted).containsExactly(false, false);
		}
	}

	/**
	 * A task that waits keeps its thread, and nobody else waits for that.
	 */
	@Test
	void aTaskThatWaitsHoldsUpNoOther() throws Exception {
		ChannelTask task = (channel) -> {
			note(channel);
			if (this.threads.size() == 1) {
				this.release.await();
			}
			return ExitStatus.OK;
		};
		try (SshServer server = start(task, UnaryOperator.identity());
				ScriptedPeer waiting = ScriptedPeer.connect(server.port());
				ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
			logIn(waiting);
			PeerChannel first = waiting.openSession().exec("first");
			Await.until("a running task", () -> this.threads.size() == 1);
			logIn(peer);
			run(peer, "second");
			assertThat(this.threads).hasSize(2).doesNotHaveDuplicates();
			this.release.countDown();
			first.readToEnd();
		}
	}

	@Test
	void anExecutorOfTheApplicationIsUsedAndOutlivesTheServer() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor((task) -> new Thread(task, "of-the-application"));
		try {
			try (SshServer server = start(this::note, (builder) -> builder.taskExecutor(executor));
					ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
				logIn(peer);
				run(peer, "first");
				assertThat(this.threads.element().getName()).isEqualTo("of-the-application");
			}
			assertThat(executor.isShutdown()).isFalse();
		}
		finally {
			executor.shutdown();
			assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	private ExitStatus note(Object channel) {
		this.threads.add(Thread.currentThread());
		this.interrupted.add(Thread.currentThread().isInterrupted());
		return ExitStatus.OK;
	}

	private static void logIn(ScriptedPeer peer) throws Exception {
		peer.identify().exchangeKeys().requestService().authenticatePassword("ada", "any");
	}

	private static void run(ScriptedPeer peer, String command) throws Exception {
		peer.openSession().exec(command).readToEnd();
	}

	private static SshServer start(ChannelTask task, UnaryOperator<SshServerBuilder> settings) throws Exception {
		SshServer server = settings
			.apply(SshServer.builder()
				.port(0)
				.hostKeys(List.of(HostKeys.generate()))
				.serverInterface((transport) -> new Anybody(task)))
			.build();
		server.start();
		return server;
	}

}
