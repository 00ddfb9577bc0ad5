package io.sshconsole.ssh;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.TestServer;
import io.sshconsole.ssh.testing.TestUsers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionEndTests {

	/**
	 * Otherwise an application that stops would be gone when its audit is told of the
	 * last log-outs.
	 */
	@Test
	void connectionIsLiveUntilItsEndWasHeardOf() throws Exception {
		CompletableFuture<Boolean> live = new CompletableFuture<>();
		AtomicReference<TestServer> server = new AtomicReference<>();
		TransportListener listener = new TransportListener() {

			@Override
			public void closed(Transport transport, @Nullable Throwable cause) {
				live.complete(server.get().transports().contains(transport));
			}

		};
		try (TestServer started = TestServer.start((builder) -> builder.listener(listener))) {
			server.set(started);
			ScriptedPeer.connect(started.port()).identify().close();
			assertThat(live.get(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	/**
	 * Otherwise a server that waits for the last channel would be closed before its
	 * listeners have heard of the end.
	 */
	@Test
	void channelCountsUntilItsEndWasHeardOf() throws Exception {
		CompletableFuture<Integer> sessions = new CompletableFuture<>();
		TransportListener listener = new TransportListener() {

			@Override
			public void channelClosed(Transport transport, Channel channel) {
				sessions.complete(transport.sessions());
			}

		};
		try (TestServer server = TestServer.start((builder) -> builder.listener(listener));
				ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
			logIn(peer).openSession().exec("echo done").readToEnd();
			assertThat(sessions.get(30, TimeUnit.SECONDS)).isOne();
		}
	}

	@Test
	void whoWaitsForTheLastChannelIsTold() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		ChannelTask task = (channel) -> {
			end.await();
			return ExitStatus.OK;
		};
		try (SshServer server = SshServer.builder()
			.port(0)
			.hostKeys(List.of(HostKeys.generate()))
			.serverInterface((transport) -> new Anybody(task))
			.build()) {
			server.start();
			try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
				PeerChannel channel = logIn(peer).openSession().exec("wait");
				FutureTask<Boolean> idle = new FutureTask<>(() -> server.awaitIdle(Duration.ofHours(1)));
				Thread waiter = new Thread(idle);
				waiter.setDaemon(true);
				waiter.start();
				Await.until("somebody who waits", () -> waiter.getState() == Thread.State.TIMED_WAITING);
				end.countDown();
				channel.readToEnd();
				assertThat(idle.get(30, TimeUnit.SECONDS)).isTrue();
			}
		}
	}

	private static ScriptedPeer logIn(ScriptedPeer peer) throws Exception {
		return peer.identify().exchangeKeys().requestService().authenticatePassword("alice", TestUsers.PASSWORD);
	}

	/**
	 * Otherwise an application that stops would be gone before its audit is told of the
	 * commands that this has interrupted.
	 */
	@Test
	void closedServerHasWaitedForTasksThatOutliveTheirConnections() throws Exception {
		LastDeed deed = new LastDeed();
		try (SshServer server = SshServer.builder()
			.port(0)
			.hostKeys(List.of(HostKeys.generate()))
			.serverInterface((transport) -> new Anybody(deed))
			.build()) {
			server.start();
			deed.server = server;
			try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
				peer.identify()
					.exchangeKeys()
					.requestService()
					.authenticatePassword("ada", "any")
					.openSession()
					.exec("wait");
				assertThat(deed.begun.await(30, TimeUnit.SECONDS)).isTrue();
				server.close();
				deed.serverIsClosed.countDown();
				assertThat(deed.done).isTrue();
			}
		}
	}

	/**
	 * A task that takes longer to end than its connection, but not for ever.
	 */
	private static final class LastDeed implements ChannelTask {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch serverIsClosed = new CountDownLatch(1);

		private volatile @Nullable SshServer server;

		private volatile boolean done;

		@Override
		public ExitStatus run(Channel channel) throws InterruptedException {
			try {
				this.begun.countDown();
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Await.until("no connection", () -> this.server.transports().isEmpty());
				this.done = !this.serverIsClosed.await(1, TimeUnit.SECONDS);
			}
			return ExitStatus.OK;
		}

	}

}
