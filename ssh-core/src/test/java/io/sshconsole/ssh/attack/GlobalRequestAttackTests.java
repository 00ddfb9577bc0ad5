package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.KexOffer.NameList;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Questions about the connection as a whole, the client's and the server's (RFC 4254 §4).
 */
class GlobalRequestAttackTests {

	private static final String PROVE = "hostkeys-prove-00@openssh.com";

	private static final int ASKERS = 16;

	private static final KexOffer AGAIN = KexOffer.DEFAULT.with(NameList.KEX, "curve25519-sha256");

	private static final int MAX_PROOFS = 8;

	private static final Signer FIRST = HostKeys.generate();

	private static final Signer SECOND = HostKeys.generate();

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack((builder) -> builder.hostKeys(List.of(FIRST, SECOND))
		.limits((limits) -> limits.keepAlive(Duration.ofSeconds(60), 1)));

	// Host keys

	@Test
	void allHostKeysAreToldAndProven() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.password("alice", TestUsers.PASSWORD));
		peer.expect(MessageNumber.USERAUTH_SUCCESS);
		WireReader told = peer.expect(MessageNumber.GLOBAL_REQUEST);
		assertThat(told.readText()).isEqualTo("hostkeys-00@openssh.com");
		assertThat(told.readBoolean()).as("wants a reply").isFalse();
		assertThat(List.of(told.readString(), told.readString())).containsExactly(FIRST.publicKey().blob(),
				SECOND.publicKey().blob());
		told.expectEnd();
		WireReader proof = peer.send(prove(SECOND, FIRST)).expect(MessageNumber.REQUEST_SUCCESS);
		for (Signer signer : List.of(SECOND, FIRST)) {
			byte[] blob = signer.publicKey().blob();
			byte[] data = new WireWriter().writeText(PROVE)
				.writeString(peer.sessionId())
				.writeString(blob)
				.toByteArray();
			assertThat(signer.publicKey().verify("ssh-ed25519", data, proof.readString())).isTrue();
		}
		proof.expectEnd();
	}

	@Test
	void strangeProofsAreRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (WireWriter request : List.of(prove(), prove(HostKeys.generate()), prove(FIRST, HostKeys.generate()),
				prove(FIRST, FIRST), prove().writeString(new byte[0]), prove().writeString(new byte[10_000]))) {
			peer.send(request).expect(MessageNumber.REQUEST_FAILURE).expectEnd();
		}
		peer.send(prove().writeUint32(1000)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void proofsWithoutEndAreRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i < MAX_PROOFS; i++) {
			peer.send(prove(FIRST)).expect(MessageNumber.REQUEST_SUCCESS);
		}
		for (int i = 0; i < 100; i++) {
			peer.send(prove(FIRST)).expect(MessageNumber.REQUEST_FAILURE);
		}
	}

	private static WireWriter prove(Signer... signers) {
		WireWriter request = ClientMessages.globalRequest(PROVE, true);
		for (Signer signer : signers) {
			request.writeString(signer.publicKey().blob());
		}
		return request;
	}

	// Our questions

	@Test
	void eachAnswerReachesTheThreadThatAsked() throws Exception {
		ScriptedPeer peer = attack.loggedIn();
		Transport transport = attack.transport();
		Queue<String> mistakes = new ConcurrentLinkedQueue<>();
		List<Thread> askers = new ArrayList<>();
		for (int i = 0; i < ASKERS; i++) {
			int number = i;
			Thread asker = new Thread(() -> ask(transport, number, mistakes));
			asker.start();
			askers.add(asker);
		}
		for (int i = 0; i < ASKERS; i++) {
			WireReader question = peer.expect(MessageNumber.GLOBAL_REQUEST);
			assertThat(question.readText()).isEqualTo("number@example.org");
			assertThat(question.readBoolean()).isTrue();
			int number = question.readInt();
			peer.send((number % 2 == 0) ? WireWriter.message(MessageNumber.REQUEST_SUCCESS).writeUint32(number)
					: WireWriter.message(MessageNumber.REQUEST_FAILURE));
		}
		for (Thread asker : askers) {
			asker.join();
		}
		assertThat(mistakes).isEmpty();
	}

	private static void ask(Transport transport, int number, Queue<String> mistakes) {
		try {
			GlobalReply reply = transport.globalRequest("number@example.org", (out) -> out.writeUint32(number));
			if (reply.isAccepted() != (number % 2 == 0) || (reply.isAccepted() && reply.data().readInt() != number)) {
				mistakes.add(number + " got " + reply);
			}
		}
		catch (IOException ex) {
			mistakes.add(number + " failed: " + ex);
		}
	}

	@Test
	void questionWithoutAnAnswerEndsWithTheConnection() throws Exception {
		ScriptedPeer peer = attack.loggedIn();
		Transport transport = attack.transport();
		Queue<String> failures = new ConcurrentLinkedQueue<>();
		Thread asker = new Thread(() -> ask(transport, 0, failures));
		asker.start();
		peer.expect(MessageNumber.GLOBAL_REQUEST);
		peer.close();
		asker.join();
		assertThat(failures).singleElement().asString().contains("the connection has ended");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> transport.globalRequest("late", (out) -> {
		}));
	}

	@Test
	void refusalWithDataEndsTheConnection() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.send(WireWriter.message(MessageNumber.REQUEST_FAILURE).writeUint32(1))
			.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	// Other things that the application may want

	@Test
	void channelsAreAcceptedInOrder() throws Exception {
		ScriptedPeer peer = attack.loggedIn();
		Transport transport = attack.transport();
		peer.openSession();
		peer.openSession();
		assertThat(transport.accept(Duration.ofMinutes(1)).map(Channel::id)).contains(0);
		assertThat(transport.accept(Duration.ofMinutes(1)).map(Channel::id)).contains(1);
		assertThat(transport.accept(Duration.ZERO)).isEmpty();
		peer.openSession().exec("echo gone").readToEnd();
		peer.openSession();
		assertThat(transport.accept(Duration.ofMinutes(1)).map(Channel::id)).contains(3);
		Queue<Optional<Channel>> accepted = new ConcurrentLinkedQueue<>();
		Thread waiting = new Thread(() -> {
			try {
				accepted.add(transport.accept(Duration.ofHours(1)));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		waiting.start();
		peer.close();
		waiting.join();
		assertThat(accepted).containsExactly(Optional.empty());
	}

	@Test
	void newKeysAreInUseWhenTheCallReturns() throws Exception {
		ScriptedPeer peer = attack.loggedIn();
		Transport transport = attack.transport();
		Queue<String> failures = new ConcurrentLinkedQueue<>();
		for (int i = 0; i < 3; i++) {
			Thread rekeying = new Thread(() -> {
				try {
					transport.rekey();
				}
				catch (IOException ex) {
					failures.add(ex.toString());
				}
			});
			rekeying.start();
			peer.answerKeyExchange(AGAIN, peer.await(MessageNumber.KEXINIT)).complete();
			rekeying.join();
		}
		assertThat(failures).isEmpty();
		peer.openSession();
	}

	@Test
	void callForNewKeysEndsWithTheConnection() throws Exception {
		ScriptedPeer peer = attack.loggedIn();
		Transport transport = attack.transport();
		Thread rekeying = new Thread(() -> assertThatExceptionOfType(IOException.class).isThrownBy(transport::rekey));
		rekeying.start();
		peer.await(MessageNumber.KEXINIT);
		peer.close();
		rekeying.join();
		assertThatExceptionOfType(IOException.class).isThrownBy(transport::rekey);
	}

	@Test
	void bytesThatMeanNothingAreSent() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		attack.transport().sendIgnore(17);
		assertThat(peer.expect(MessageNumber.IGNORE).readString()).hasSize(17);
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> attack.transport().sendIgnore(32 * 1024 + 1));
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> attack.transport().sendIgnore(-1));
	}

}
