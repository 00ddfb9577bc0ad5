package io.sshconsole.ssh.stress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A peer that asks as fast as it can and reads all the answers, though not as fast. It is
 * slowed down rather than taken for one that does not read.
 */
class EagerPeerTests {

	private static final int QUESTIONS = 50_000;

	private static final int BATCH = 100;

	@RegisterExtension
	static final ServerUnderAttack server = new ServerUnderAttack();

	static Stream<Named<byte[]>> questions() {
		return ClientMessages.named(ClientMessages.globalRequest("keepalive@openssh.com", true),
				ClientMessages.open("x11", 7, 0, 1), ClientMessages.request(0, "unknown", true),
				WireWriter.message(200).writeBytes(new byte[20]), ClientMessages.ping(256));
	}

	@ParameterizedTest
	@MethodSource("questions")
	void getsAllItsAnswers(byte[] question) throws Exception {
		ScriptedPeer peer = server.loggedIn();
		peer.openSession();
		CompletableFuture<Integer> answers = CompletableFuture.supplyAsync(() -> readAnswers(peer));
		for (int i = 0; i < QUESTIONS; i += BATCH) {
			WireWriter packets = new WireWriter();
			for (int j = 0; j < BATCH; j++) {
				packets.writeBytes(peer.seal(question));
			}
			peer.sendRaw(packets.toByteArray());
		}
		assertThat(answers.get()).isEqualTo(QUESTIONS);
	}

	private static int readAnswers(ScriptedPeer peer) {
		try {
			for (int i = 0; i < QUESTIONS; i++) {
				assertThat(peer.read()[0]).isNotEqualTo((byte) MessageNumber.DISCONNECT);
			}
			return QUESTIONS;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
