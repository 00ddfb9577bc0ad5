package io.sshconsole.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Channels that the server asks for and that nobody waits for any more.
 */
class OpenChannelTests {

	private static final int PEERS_NUMBER = 77;

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	@Test
	void channelThatNobodyWaitsForIsClosed() throws Exception {
		ScriptedPeer peer = attack.loggedIn();
		int id = openAndGiveUp(peer);
		WireReader close = peer.send(confirmation(id)).expect(MessageNumber.CHANNEL_CLOSE);
		assertThat(close.readInt()).isEqualTo(PEERS_NUMBER);
		peer.send(ClientMessages.channel(MessageNumber.CHANNEL_CLOSE, id));
		assertThat(peer.openSession().exec("echo still here").readToEnd().text()).isEqualTo("still here\n");
		assertThat(attack.transport().channels()).extracting(Channel::id).doesNotContain(id);
	}

	@Test
	void refusalThatNobodyWaitsForIsHarmless() throws Exception {
		ScriptedPeer peer = attack.loggedIn();
		int id = openAndGiveUp(peer);
		peer.send(ClientMessages.channel(MessageNumber.CHANNEL_OPEN_FAILURE, id)
			.writeUint32(2)
			.writeText("no")
			.writeText(""));
		peer.openSession().exec("echo still here").readToEnd();
	}

	@Test
	void secondAnswerIsRefused() throws Exception {
		ScriptedPeer peer = attack.loggedIn();
		int id = openAndGiveUp(peer);
		peer.send(confirmation(id)).expect(MessageNumber.CHANNEL_CLOSE);
		peer.send(confirmation(id)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	private int openAndGiveUp(ScriptedPeer peer) throws Exception {
		Transport transport = attack.transport();
		Thread opener = new Thread(() -> {
			try {
				transport.openChannel("unwanted@example.org", (out) -> {
				});
			}
			catch (IOException ex) {
				this.failures.add(ex);
			}
		});
		opener.start();
		WireReader open = peer.expect(MessageNumber.CHANNEL_OPEN);
		assertThat(open.readText()).isEqualTo("unwanted@example.org");
		opener.interrupt();
		opener.join();
		assertThat(this.failures).singleElement().isInstanceOf(InterruptedIOException.class);
		return open.readInt();
	}

	private static WireWriter confirmation(int id) {
		return ClientMessages.channel(MessageNumber.CHANNEL_OPEN_CONFIRMATION, id)
			.writeUint32(PEERS_NUMBER)
			.writeUint32(PeerChannel.WINDOW)
			.writeUint32(PeerChannel.MAX_DATA);
	}

}
