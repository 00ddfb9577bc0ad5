package io.sshconsole.ssh;

import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.TestServer;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.wire.MessageNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What those hear who listen to connections, and what becomes of one that fails.
 */
class TransportListenersTests {

	private static final TransportListener FAILING = new TransportListener() {

		@Override
		public void refused(InetSocketAddress address, String reason) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public void connected(Transport transport) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public void authenticated(Transport transport, String method) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public void authenticationFailed(Transport transport, String username, String method) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public void channelOpened(Transport transport, Channel channel) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public void channelClosed(Transport transport, Channel channel) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public void closed(Transport transport, @Nullable Throwable cause) {
			throw new IllegalStateException("on purpose");
		}

	};

	private final Heard before = new Heard();

	private final Heard behind = new Heard();

	@Test
	void listenerThatThrowsSilencesNobodyAndEndsNothing() throws Exception {
		try (TestServer server = start(); ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
			peer.identify().exchangeKeys().requestService();
			peer.send(ClientMessages.password("alice", "wrong")).expect(MessageNumber.USERAUTH_FAILURE);
			peer.authenticatePassword("alice", TestUsers.PASSWORD);
			peer.openSession();
			peer.hangUp();
			Await.until("an end", () -> this.behind.events.contains("closed"));
		}
		assertThat(this.behind.events).containsExactly("connected", "failed password", "authenticated password",
				"opened", "channel closed", "closed");
		assertThat(this.before.events).containsExactlyElementsOf(this.behind.events);
	}

	/**
	 * Would the thread that accepts connections rest for each one that it refuses, those
	 * who are refused would decide when others get in.
	 */
	@Test
	void listenerThatThrowsDoesNotStopTheAcceptor() throws Exception {
		try (TestServer server = TestServer.start((builder) -> builder.listener(FAILING)
			.listener(this.behind)
			.limits((limits) -> limits.maxConnections(1)));
				ScriptedPeer first = ScriptedPeer.connect(server.port()).identify()) {
			for (int i = 0; i < 3; i++) {
				try (ScriptedPeer refused = ScriptedPeer.connect(server.port())) {
					refused.awaitClosed();
				}
			}
			Await.until("three refusals", () -> this.behind.events.size() == 4);
			assertThat(this.behind.events).containsExactly("connected", "refused all places are taken",
					"refused all places are taken", "refused all places are taken");
			first.hangUp();
			Await.until("an end", () -> server.transports().isEmpty());
			try (ScriptedPeer next = ScriptedPeer.connect(server.port())) {
				next.identify().exchangeKeys();
			}
		}
	}

	@Test
	void transportCountsWhatGoesOverTheWire() throws Exception {
		try (TestServer server = TestServer.start((builder) -> builder.listener(this.before));
				ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
			peer.identify().exchangeKeys().requestService();
			Transport transport = server.transports().get(0);
			long received = transport.bytesReceived();
			long sent = transport.bytesSent();
			assertThat(received).isPositive();
			assertThat(sent).isPositive();
			peer.send(ClientMessages.ignore(1000));
			peer.authenticatePassword("alice", TestUsers.PASSWORD);
			assertThat(transport.bytesReceived()).isBetween(received + 1000, received + 2000);
			assertThat(transport.bytesSent()).isGreaterThan(sent);
			peer.hangUp();
			Await.until("an end", () -> this.before.events.contains("closed"));
			assertThat(transport.bytesReceived()).isBetween(received + 1000, received + 2000);
		}
	}

	private TestServer start() throws Exception {
		return TestServer.start((builder) -> builder.listener(this.before).listener(FAILING).listener(this.behind));
	}

	private static final class Heard implements TransportListener {

		private final Queue<String> events = new ConcurrentLinkedQueue<>();

		@Override
		public void refused(InetSocketAddress address, String reason) {
			this.events.add("refused " + reason);
		}

		@Override
		public void connected(Transport transport) {
			this.events.add("connected");
		}

		@Override
		public void authenticated(Transport transport, String method) {
			this.events.add("authenticated " + method);
		}

		@Override
		public void authenticationFailed(Transport transport, String username, String method) {
			this.events.add("failed " + method);
		}

		@Override
		public void channelOpened(Transport transport, Channel channel) {
			this.events.add("opened");
		}

		@Override
		public void channelClosed(Transport transport, Channel channel) {
			this.events.add("channel closed");
		}

		@Override
		public void closed(Transport transport, @Nullable Throwable cause) {
			this.events.add("closed");
		}

	}

}
