package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each message of a client cut short at every byte, with a byte too many, and with every
 * length a lie. Those of the key exchange have tests of their own.
 */
class MalformedMessageTests {

	private static final long MODEST_MEMORY = 16 * 1024 * 1024;

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	static Stream<Message> messages() {
		return Stream.concat(beforeLogin(), afterLogin());
	}

	private static Stream<Message> beforeLogin() {
		byte[] blob = TestUsers.KEY.publicKey().blob();
		return Stream.of(new Message("service request", false, ClientMessages.serviceRequest("ssh-userauth")),
				new Message("none", false, ClientMessages.none("guest")),
				new Message("password", false, ClientMessages.password("alice", TestUsers.PASSWORD)),
				new Message("new password", false, ClientMessages.newPassword("alice", "old", "new")),
				new Message("key query", false, ClientMessages.query("alice", TestUsers.KEY.publicKey())),
				new Message("signature", false,
						ClientMessages.publicKey("alice", true, "ssh-ed25519", blob).writeString(new byte[5])),
				new Message("interactive", false, ClientMessages.interactive("erin")));
	}

	private static Stream<Message> afterLogin() {
		return Stream.of(new Message("open", true, ClientMessages.open("session", 1, 1000, 1000)),
				new Message("no more sessions", true,
						ClientMessages.globalRequest("no-more-sessions@openssh.com", true)),
				new Message("ping", true, ClientMessages.ping(3)),
				new Message("adjust", true, ClientMessages.windowAdjust(0, 1)),
				new Message("data", true, ClientMessages.data(0, new byte[5])),
				new Message("extended data", true, ClientMessages.extendedData(0, 1, new byte[5])),
				new Message("eof", true, ClientMessages.channel(MessageNumber.CHANNEL_EOF, 0)),
				new Message("close", true, ClientMessages.channel(MessageNumber.CHANNEL_CLOSE, 0)),
				new Message("success", true, ClientMessages.channel(MessageNumber.CHANNEL_SUCCESS, 0)),
				new Message("failure", true, ClientMessages.channel(MessageNumber.CHANNEL_FAILURE, 0)),
				new Message("pty", true, ClientMessages.pty(0, "xterm", new byte[] { 1, 0, 0, 0, 3, 0 })),
				new Message("env", true, ClientMessages.env(0, "LANG", "C")),
				new Message("shell", true, ClientMessages.request(0, "shell", true)),
				new Message("exec", true, ClientMessages.exec(0, "sleep")),
				new Message("subsystem", true, ClientMessages.request(0, "subsystem", true).writeText("sleep")),
				new Message("window change", true, ClientMessages.windowChange(0, 80, 24)),
				new Message("signal", true, ClientMessages.request(0, "signal", false).writeText("INT")),
				new Message("exit status", true, ClientMessages.request(0, "exit-status", false).writeUint32(1)),
				new Message("exit signal", true,
						ClientMessages.request(0, "exit-signal", false)
							.writeText("INT")
							.writeBoolean(false)
							.writeText("")
							.writeText("")));
	}

	@ParameterizedTest
	@MethodSource("messages")
	void messageThatIsCutShortAnywhereIsRefusedWithoutAQuestion(Message message) throws IOException {
		for (int length = 1; length < message.payload.length; length++) {
			try (ScriptedPeer peer = message.enter()) {
				peer.send(Arrays.copyOf(message.payload, length)).expectDisconnect(Reason.PROTOCOL_ERROR);
			}
		}
		assertThat(attack.questions()).allMatch(List.of("password alice", "channel session")::contains);
		assertThat(attack.server().runningCommands()).isZero();
	}

	@ParameterizedTest
	@MethodSource("messages")
	void messageWithAByteTooManyIsRefusedWithoutAQuestion(Message message) throws IOException {
		ScriptedPeer peer = message.enter();
		List<String> asked = attack.questions();
		peer.send(Arrays.copyOf(message.payload, message.payload.length + 1)).expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.questions()).isEqualTo(asked);
	}

	/**
	 * Whatever becomes of the message, it must not become a failure of our own, and must
	 * not cost memory.
	 */
	@ParameterizedTest
	@MethodSource("messages")
	void hugeNumberAnywhereInAMessageIsOnlyANumber(Message message) throws IOException {
		for (int number : new int[] { 0xffff_ffff, 0x7fff_ffff }) {
			for (int i = 1; i + 4 <= message.payload.length; i += 2) {
				try (ScriptedPeer peer = message.enter()) {
					byte[] payload = message.payload.clone();
					ByteBuffer.wrap(payload).putInt(i, number);
					peer.send(payload).hangUp().awaitClosed();
				}
			}
		}
		attack.server().awaitQuiet();
		assertThat(attack.recorder().causes()).allMatch((cause) -> cause instanceof DisconnectException);
		assertThat(attack.recorder().allocatedBytes()).isLessThan(MODEST_MEMORY);
	}

	@Test
	void disconnectThatIsCutShortEndsTheConnectionToo() throws IOException {
		byte[] message = ClientMessages.disconnect("bye").toByteArray();
		for (int length = 1; length <= message.length; length++) {
			try (ScriptedPeer peer = attack.loggedIn()) {
				peer.send(Arrays.copyOf(message, length)).awaitClosed();
			}
		}
	}

	@Test
	void messagesThatMeanNothingAreNotEvenParsed() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (WireWriter message : List.of(ClientMessages.ignore(3), ClientMessages.debug(),
				ClientMessages.unimplemented())) {
			byte[] payload = message.toByteArray();
			for (int length = 1; length <= payload.length + 1; length++) {
				peer.send(Arrays.copyOf(payload, length));
			}
		}
		peer.openSession();
	}

	/**
	 * A message and the state in which it is legal.
	 *
	 * @param name shown with the test
	 * @param afterLogin whether it needs a user and a session
	 * @param payload its bytes
	 */
	record Message(String name, boolean afterLogin, byte[] payload) {

		Message(String name, boolean afterLogin, WireWriter message) {
			this(name, afterLogin, message.toByteArray());
		}

		ScriptedPeer enter() throws IOException {
			if (this.payload[0] == MessageNumber.SERVICE_REQUEST) {
				return attack.encrypted();
			}
			if (!this.afterLogin) {
				return attack.authenticating();
			}
			ScriptedPeer peer = attack.loggedIn();
			peer.openSession();
			return peer;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
