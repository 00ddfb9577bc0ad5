package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every message number in every phase. What is known and has no place ends the
 * connection; what is unknown is answered with UNIMPLEMENTED once there are keys
 * (CVE-2018-7750, CVE-2018-10933, CVE-2025-32433).
 */
class OutOfPlaceMessageTests {

	private static final Set<Integer> ANYWHERE = Set.of(MessageNumber.IGNORE, MessageNumber.UNIMPLEMENTED,
			MessageNumber.DEBUG);

	/**
	 * Numbers that no document gives a meaning between our peers.
	 */
	private static final List<Integer> UNKNOWN = IntStream.rangeClosed(0, 255)
		.filter((number) -> number == 0 || (number >= 8 && number <= 19) || number >= 128)
		.filter((number) -> number != MessageNumber.PING && number != MessageNumber.PONG)
		.boxed()
		.toList();

	/**
	 * What is asked on the way into the phases.
	 */
	private static final Set<String> ENTERING = Set.of("password alice", "password carol", "interactive erin",
			"acceptable alice " + TestUsers.KEY.publicKey().fingerprint());

	private static final KexOffer AGAIN = KexOffer.DEFAULT.with(NameList.KEX, "curve25519-sha256");

	private static final byte[] BODY = { 0, 0, 0, 0, 1, 2, 3 };

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	@ParameterizedTest
	@EnumSource
	void knownMessageOutOfItsPlaceEndsTheConnection(Phase phase) throws IOException {
		for (int number = 1; number < 256; number++) {
			if (!ANYWHERE.contains(number) && !phase.expected.contains(number) && !UNKNOWN.contains(number)) {
				for (int length : new int[] { 0, BODY.length }) {
					try (ScriptedPeer peer = phase.enter()) {
						peer.send(message(number, length));
						peer.expectDisconnect(Reason.PROTOCOL_ERROR);
					}
				}
			}
		}
		assertNobodyWasAsked();
	}

	@ParameterizedTest
	@EnumSource(names = { "NO_OFFER", "OFFERED", "VALUE_SENT", "OFFERED_AGAIN", "VALUE_SENT_AGAIN" })
	void unknownMessageInAKeyExchangeEndsTheConnection(Phase phase) throws IOException {
		for (int number : UNKNOWN) {
			try (ScriptedPeer peer = phase.enter()) {
				peer.send(message(number, BODY.length)).expectDisconnect(Reason.PROTOCOL_ERROR);
			}
		}
		assertNobodyWasAsked();
	}

	@ParameterizedTest
	@EnumSource(names = { "NO_SERVICE", "NO_USER", "KEY_OFFERED", "ASKED", "PROVEN_IN_PART", "LOGGED_IN" })
	void unknownMessageIsAnsweredWithItsSequenceNumber(Phase phase) throws IOException {
		ScriptedPeer peer = phase.enter();
		for (int number : UNKNOWN) {
			long sequence = peer.sequence();
			peer.send(ClientMessages.ignore(1)).send(message(number, BODY.length)).send(ClientMessages.debug());
			WireReader answer = peer.expect(MessageNumber.UNIMPLEMENTED);
			assertThat(answer.readUint32()).isEqualTo(sequence + 1);
			answer.expectEnd();
		}
		assertNobodyWasAsked();
	}

	/**
	 * With well-formed fields, as the published attacks had them.
	 */
	@ParameterizedTest
	@EnumSource(names = { "NO_OFFER", "OFFERED", "VALUE_SENT", "NO_SERVICE", "NO_USER", "KEY_OFFERED", "ASKED",
			"PROVEN_IN_PART" })
	void channelsAreOutOfReachBeforeAuthentication(Phase phase) throws IOException {
		WireWriter[] messages = { ClientMessages.open("session", 0, 65536, 32768),
				ClientMessages.globalRequest("tcpip-forward", true).writeText("").writeUint32(0),
				ClientMessages.exec(0, "echo owned"), ClientMessages.data(0, new byte[8]),
				ClientMessages.channel(MessageNumber.CHANNEL_CLOSE, 0) };
		for (WireWriter message : messages) {
			try (ScriptedPeer peer = phase.enter()) {
				peer.send(message).expectDisconnect(Reason.PROTOCOL_ERROR);
			}
		}
		assertNobodyWasAsked();
	}

	@ParameterizedTest
	@ValueSource(ints = { MessageNumber.SERVICE_ACCEPT, MessageNumber.USERAUTH_FAILURE, MessageNumber.USERAUTH_SUCCESS,
			MessageNumber.USERAUTH_BANNER, 60 })
	void answerOfAServerDoesNotLetAClientIn(int number) throws IOException {
		for (Phase phase : List.of(Phase.NO_SERVICE, Phase.NO_USER, Phase.KEY_OFFERED, Phase.ASKED,
				Phase.PROVEN_IN_PART)) {
			try (ScriptedPeer peer = phase.enter()) {
				peer.send(new byte[] { (byte) number });
				peer.send(ClientMessages.open("session", 0, 65536, 32768)).expectDisconnect(Reason.PROTOCOL_ERROR);
			}
		}
		assertNobodyWasAsked();
	}

	@Test
	void lateRequestsToLogInAreIgnoredInSilence() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		int asked = attack.questions().size();
		peer.send(ClientMessages.password("alice", "other")).send(ClientMessages.none("bob")).openSession();
		assertThat(attack.questions().subList(asked, attack.questions().size())).containsExactly("channel session");
	}

	private static byte[] message(int number, int length) {
		byte[] message = new byte[1 + length];
		message[0] = (byte) number;
		System.arraycopy(BODY, 0, message, 1, length);
		return message;
	}

	private static void assertNobodyWasAsked() {
		assertThat(attack.questions()).allMatch(ENTERING::contains);
		assertThat(attack.recorder().events()).noneMatch((event) -> event.startsWith("opened"));
	}

	/**
	 * How far a connection has come, and what may come next.
	 */
	enum Phase {

		NO_OFFER(MessageNumber.DISCONNECT, MessageNumber.KEXINIT) {
			@Override
			ScriptedPeer enter() throws IOException {
				return attack.identified();
			}
		},

		OFFERED(MessageNumber.DISCONNECT, MessageNumber.KEX_ECDH_INIT) {
			@Override
			ScriptedPeer enter() throws IOException {
				ScriptedPeer peer = attack.identified();
				peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer();
				return peer;
			}
		},

		VALUE_SENT(MessageNumber.DISCONNECT, MessageNumber.NEWKEYS) {
			@Override
			ScriptedPeer enter() throws IOException {
				ScriptedPeer peer = attack.identified();
				peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer().sendValue().readReply();
				return peer;
			}
		},

		NO_SERVICE(MessageNumber.DISCONNECT, MessageNumber.SERVICE_REQUEST, MessageNumber.EXT_INFO) {
			@Override
			ScriptedPeer enter() throws IOException {
				return attack.encrypted();
			}
		},

		NO_USER(MessageNumber.DISCONNECT, MessageNumber.USERAUTH_REQUEST) {
			@Override
			ScriptedPeer enter() throws IOException {
				return attack.authenticating();
			}
		},

		KEY_OFFERED(MessageNumber.DISCONNECT, MessageNumber.USERAUTH_REQUEST) {
			@Override
			ScriptedPeer enter() throws IOException {
				ScriptedPeer peer = attack.authenticating();
				peer.send(ClientMessages.query("alice", TestUsers.KEY.publicKey()))
					.expect(MessageNumber.USERAUTH_PK_OK);
				return peer;
			}
		},

		ASKED(MessageNumber.DISCONNECT, MessageNumber.USERAUTH_REQUEST, MessageNumber.USERAUTH_INFO_RESPONSE) {
			@Override
			ScriptedPeer enter() throws IOException {
				ScriptedPeer peer = attack.authenticating();
				peer.send(ClientMessages.interactive("erin")).expect(MessageNumber.USERAUTH_INFO_REQUEST);
				return peer;
			}
		},

		PROVEN_IN_PART(MessageNumber.DISCONNECT, MessageNumber.USERAUTH_REQUEST) {
			@Override
			ScriptedPeer enter() throws IOException {
				ScriptedPeer peer = attack.authenticating();
				peer.send(ClientMessages.password("carol", TestUsers.PASSWORD)).expect(MessageNumber.USERAUTH_FAILURE);
				return peer;
			}
		},

		OFFERED_AGAIN(MessageNumber.DISCONNECT, MessageNumber.KEX_ECDH_INIT) {
			@Override
			ScriptedPeer enter() throws IOException {
				ScriptedPeer peer = attack.loggedIn();
				peer.keyExchange(AGAIN).sendOffer().readOffer();
				return peer;
			}
		},

		VALUE_SENT_AGAIN(MessageNumber.DISCONNECT, MessageNumber.NEWKEYS) {
			@Override
			ScriptedPeer enter() throws IOException {
				ScriptedPeer peer = attack.loggedIn();
				peer.keyExchange(AGAIN).sendOffer().readOffer().sendValue().readReply();
				return peer;
			}
		},

		/**
		 * Channels and their messages are the subject of other tests.
		 */
		LOGGED_IN(MessageNumber.DISCONNECT, MessageNumber.KEXINIT, MessageNumber.USERAUTH_REQUEST,
				MessageNumber.GLOBAL_REQUEST, MessageNumber.REQUEST_SUCCESS, MessageNumber.REQUEST_FAILURE,
				MessageNumber.CHANNEL_WINDOW_ADJUST, MessageNumber.PING) {
			@Override
			ScriptedPeer enter() throws IOException {
				return attack.loggedIn();
			}
		};

		private final Set<Integer> expected;

		Phase(Integer... expected) {
			this.expected = Set.copyOf(Arrays.asList(expected));
		}

		abstract ScriptedPeer enter() throws IOException;

	}

}
