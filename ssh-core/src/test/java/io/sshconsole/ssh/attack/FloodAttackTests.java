package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.time.Duration;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.stream.Stream;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Peers that ask and ask and do not read the answers.
 */
class FloodAttackTests {

	private static final int MAX_SESSIONS = 10;

	private static final int SMALL_BUFFER = 4096;

	/**
	 * More than all buffers between two sockets of one machine hold as answers.
	 */
	private static final int FLOOD = 400_000;

	private static final int BATCH = 100;

	private static final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack(
			(builder) -> builder.config(TransportConfig.builder().answerTimeout(Duration.ofMillis(200)).build()));

	static Stream<Named<byte[]>> questions() {
		return ClientMessages.named(ClientMessages.globalRequest("keepalive@openssh.com", true),
				ClientMessages.open("x11", 7, 0, 1), ClientMessages.request(0, "unknown", true),
				WireWriter.message(200).writeBytes(new byte[20]), ClientMessages.ping(256));
	}

	@ParameterizedTest
	@MethodSource("questions")
	void answersThatNobodyReadsEndTheConnection(byte[] question) throws IOException {
		ScriptedPeer peer = loggedInWithSmallBuffer();
		peer.openSession();
		flood(peer, question);
		assertThat(attack.recorder().awaitCause()).hasMessage("too many answers are waiting to be read");
	}

	/**
	 * The socket is stuck in the output of a command, so no answer can leave. The next
	 * question is asked only when the last one was heard, to give each answer its chance
	 * to start a thread.
	 */
	@Test
	void answersThatCannotLeaveTakeNoThreadEach() throws IOException {
		ScriptedPeer peer = loggedInWithSmallBuffer();
		peer.openSession().exec("zeros 1000000000");
		threads.resetPeakThreadCount();
		int before = threads.getThreadCount();
		for (int i = 0; isServed() && i < FLOOD; i++) {
			long asked = attack.recorder().questionCount();
			peer.send(ClientMessages.globalRequest("keepalive@openssh.com", true));
			Await.until("the question", () -> attack.recorder().questionCount() > asked || !isServed());
		}
		assertThat(attack.recorder().awaitCause()).hasMessage("too many answers are waiting to be read");
		assertThat(threads.getPeakThreadCount()).isLessThan(before + 20);
	}

	private static boolean isServed() {
		return attack.recorder().causes().isEmpty();
	}

	private static void flood(ScriptedPeer peer, byte[] message) {
		try {
			for (int i = 0; i < FLOOD && isServed(); i += BATCH) {
				peer.sendRaw(sealed(peer, message));
			}
		}
		catch (IOException ex) {
			// The server has had enough
		}
	}

	private static byte[] sealed(ScriptedPeer peer, byte[] message) throws IOException {
		WireWriter packets = new WireWriter();
		for (int i = 0; i < BATCH; i++) {
			packets.writeBytes(peer.seal(message));
		}
		return packets.toByteArray();
	}

	@Test
	void outputThatNobodyReadsHoldsNoMoreThanTheTask() throws IOException {
		ScriptedPeer peer = loggedInWithSmallBuffer();
		peer.openSession().exec("zeros 1000000000");
		// A request is granted before the thread of its command has begun
		Await.until("the command", () -> attack.server().runningCommands() == 1);
		attack.serveGoodClient();
		assertThat(attack.server().runningCommands()).isEqualTo(1);
	}

	@Test
	void pingIsSentBackWithItsDataUpToALimit() throws IOException {
		ScriptedPeer peer = attack.loggedIn().send(ClientMessages.ping(1024));
		assertThat(peer.expect(MessageNumber.PONG).readString()).hasSize(1024);
		peer.send(ClientMessages.ping(1025)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void unimplementedIsNeverAnsweredWithUnimplemented() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < 100; i++) {
			peer.send(ClientMessages.unimplemented());
		}
		peer.openSession();
	}

	@Test
	void thousandsOfIgnoredMessagesAreOnlyRead() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < 5000; i++) {
			peer.send(ClientMessages.ignore(64)).send(ClientMessages.debug());
		}
		peer.openSession();
	}

	@Test
	void thousandsOfEmptyDataPacketsAreOnlyRead() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("sink");
		for (int i = 0; i < 5000; i++) {
			channel.send(new byte[0]);
		}
		channel.sendEof();
		assertThat(channel.readToEnd().text()).isEqualTo("0\n");
	}

	@Test
	void thousandSessionsOneAfterAnotherLeaveNothing() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < 1000; i++) {
			peer.openSession().close();
		}
		Await.until("no channel", () -> attack.transport().channels().isEmpty());
		assertThat(attack.transport().sessions()).isZero();
	}

	@Test
	void commandsWhoseChannelIsClosedAtOnceLeaveNothing() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < 100; i++) {
			peer.send(ClientMessages.open("session", i, PeerChannel.WINDOW, PeerChannel.MAX_DATA));
			peer.send(ClientMessages.exec(i, "zeros 1000000000"));
			peer.send(ClientMessages.channel(MessageNumber.CHANNEL_CLOSE, i));
			peer.await(MessageNumber.CHANNEL_CLOSE);
			// A command holds its place until it has noticed
			Await.until("a free place", () -> attack.transport().sessions() < MAX_SESSIONS);
		}
		Await.until("no channel", () -> attack.transport().channels().isEmpty());
	}

	private static ScriptedPeer loggedInWithSmallBuffer() throws IOException {
		return attack.connect(SMALL_BUFFER)
			.identify()
			.exchangeKeys()
			.requestService()
			.authenticatePassword("alice", TestUsers.PASSWORD);
	}

}
