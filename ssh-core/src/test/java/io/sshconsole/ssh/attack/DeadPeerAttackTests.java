package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Peers that hold a place without being there, and peers that are there without doing
 * anything.
 */
class DeadPeerAttackTests {

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack((builder) -> builder
		.limits((limits) -> limits.keepAlive(Duration.ofMillis(900), 2).idleTimeout(Duration.ofSeconds(12))));

	@Test
	void peerWithoutASignOfLifeIsGivenUp() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		expectQuestion(peer);
		expectQuestion(peer);
		Await.until("no connection", () -> attack.server().transports().isEmpty());
		peer.awaitClosed();
	}

	@Test
	void anyAnswerIsASignOfLifeButNoUse() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (WireWriter answer : List.of(WireWriter.message(MessageNumber.REQUEST_FAILURE),
				WireWriter.message(MessageNumber.REQUEST_SUCCESS), ClientMessages.ignore(1),
				ClientMessages.ignore(1))) {
			expectQuestion(peer);
			peer.send(answer);
		}
		// Being alive does not keep a connection that nobody uses
		Await.until("the end of an idle connection", () -> {
			answerIfAsked(peer);
			return attack.server().transports().isEmpty();
		});
	}

	private static void answerIfAsked(ScriptedPeer peer) {
		try {
			peer.send(ClientMessages.ignore(1));
		}
		catch (IOException ex) {
			// It has ended
		}
	}

	private static void expectQuestion(ScriptedPeer peer) throws IOException {
		WireReader question = peer.expect(MessageNumber.GLOBAL_REQUEST);
		assertThat(question.readText()).isEqualTo("keepalive@openssh.com");
		assertThat(question.readBoolean()).isTrue();
		question.expectEnd();
	}

}
