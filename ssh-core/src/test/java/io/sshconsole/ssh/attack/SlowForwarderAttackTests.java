package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.Forwarder;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tunnels to places that take their time, or never answer.
 */
class SlowForwarderAttackTests {

	private static final Hesitant forwarder = new Hesitant();

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack((builder) -> builder.forwarder((t) -> forwarder));

	@BeforeEach
	void clear() {
		forwarder.events.clear();
	}

	@Test
	void connectionThatTakesItsTimeHoldsUpNobody() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		peer.send(tunnel(7));
		forwarder.awaitEvent("connecting");
		assertThat(peer.openSession().exec("echo meanwhile").readToEnd().text()).isEqualTo("meanwhile\n");
		peer.send(ClientMessages.globalRequest("keepalive@openssh.com", true)).expect(MessageNumber.REQUEST_FAILURE);
		forwarder.answers.release();
		assertThat(peer.expect(MessageNumber.CHANNEL_OPEN_CONFIRMATION).readInt()).isEqualTo(7);
		peer.expect(MessageNumber.CHANNEL_EOF);
		peer.expect(MessageNumber.CHANNEL_CLOSE);
	}

	@Test
	void manyConnectionsAreMadeAtOnceAndConfirmedInAnyOrder() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		for (int i = 0; i < 20; i++) {
			peer.send(tunnel(i));
		}
		forwarder.answers.release(20);
		for (int i = 0; i < 20; i++) {
			peer.await(MessageNumber.CHANNEL_OPEN_CONFIRMATION);
		}
	}

	@Test
	void peerThatLeavesInterruptsItsConnections() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		peer.send(tunnel(7)).send(tunnel(8));
		forwarder.awaitEvent("connecting");
		peer.close();
		Await.until("two interrupted connections",
				() -> forwarder.events.stream().filter("interrupted"::equals).count() == 2);
		assertThat(attack.recorder().events()).noneMatch((event) -> event.contains("direct-tcpip"));
	}

	/**
	 * The connection is made at the moment when the peer has gone: what was made must be
	 * given back.
	 */
	@Test
	void connectionThatComesTooLateIsServedToItsEnd() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		forwarder.stubborn = true;
		try {
			peer.send(tunnel(7));
			forwarder.awaitEvent("connecting");
			peer.close();
			forwarder.awaitEvent("interrupted");
			forwarder.release.countDown();
			forwarder.awaitEvent("served on a closed channel");
		}
		finally {
			forwarder.stubborn = false;
		}
	}

	@Test
	void closeOfAChannelThatIsNotConfirmedEndsTheConnection() throws IOException {
		ScriptedPeer peer = attack.forwarding();
		PeerChannel session = peer.openSession();
		peer.send(tunnel(7));
		forwarder.awaitEvent("connecting");
		peer.send(ClientMessages.channel(MessageNumber.CHANNEL_CLOSE, session.id() + 1));
		peer.await(MessageNumber.DISCONNECT);
		forwarder.awaitEvent("interrupted");
	}

	private static WireWriter tunnel(int id) {
		return ClientMessages.open("direct-tcpip", id, 1000, 1000)
			.writeText("slow.example.org")
			.writeUint32(80)
			.writeText("")
			.writeUint32(0);
	}

	/**
	 * Connects when it is let, to nothing.
	 */
	private static final class Hesitant implements Forwarder {

		private final Semaphore answers = new Semaphore(0);

		private final CountDownLatch release = new CountDownLatch(1);

		private final Queue<String> events = new ConcurrentLinkedQueue<>();

		private volatile boolean stubborn;

		void awaitEvent(String event) {
			Await.until("the event " + event, () -> this.events.contains(event));
		}

		@Override
		public ChannelTask connect(SocketAddress destination) throws IOException {
			this.events.add("connecting");
			try {
				this.answers.acquire();
			}
			catch (InterruptedException ex) {
				this.events.add("interrupted");
				if (!this.stubborn) {
					throw new InterruptedIOException();
				}
				awaitRelease();
			}
			return (channel) -> {
				this.events.add(channel.isOpen() ? "served" : "served on a closed channel");
				return ExitStatus.OK;
			};
		}

		private void awaitRelease() throws IOException {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				throw new InterruptedIOException();
			}
		}

		@Override
		public Listener listen(SocketAddress address) throws IOException {
			throw new IOException("never");
		}

		@Override
		public boolean cancel(SocketAddress address) {
			return false;
		}

		@Override
		public void close() {
			this.events.add("closed");
		}

	}

}
