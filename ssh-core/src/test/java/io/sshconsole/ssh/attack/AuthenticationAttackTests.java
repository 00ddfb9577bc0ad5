package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways around the log-in, and ways to make it go on for ever (RFC 4252, RFC 4256).
 */
class AuthenticationAttackTests {

	private static final int MAX_ATTEMPTS = 6;

	private static final int MAX_REQUESTS = 64;

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	// The prelude

	@Test
	void requestWithoutServiceRequestIsRefused() throws IOException {
		ScriptedPeer peer = attack.encrypted().send(ClientMessages.password("alice", TestUsers.PASSWORD));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.questions()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssh-connection", "", "ssh-userauth\0", "SSH-USERAUTH", "sftp" })
	void otherServiceBeforeAuthenticationIsRefused(String service) throws IOException {
		attack.encrypted().send(ClientMessages.serviceRequest(service)).expectDisconnect(Reason.SERVICE_NOT_AVAILABLE);
	}

	@Test
	void secondServiceRequestIsRefused() throws IOException {
		attack.authenticating()
			.send(ClientMessages.serviceRequest("ssh-userauth"))
			.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssh-userauth", "", "ssh-connection\0" })
	void logInForAnotherServiceThanTheConnectionIsRefused(String service) throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.userAuth("guest", service, "none"));
		peer.expectDisconnect(Reason.SERVICE_NOT_AVAILABLE);
		assertThat(attack.questions()).isEmpty();
	}

	// Methods

	/**
	 * Guest would get in with {@code none}.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "x", "", "NONE", "none ", "none\0", "hostbased", "gssapi-with-mic", "keyboard-interactive",
			"publickey@example.com" })
	void unknownMethodIsRefusedWithoutAQuestion(String method) throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.userAuth("guest", method));
		expectFailure(peer, List.of("publickey", "password"));
		assertThat(attack.questions()).isEmpty();
	}

	@Test
	void methodThatIsNotAllowedIsRefusedWithoutAQuestion() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.password("dave", TestUsers.PASSWORD));
		expectFailure(peer, List.of("publickey"));
		assertThat(attack.questions()).isEmpty();
	}

	@Test
	void methodThatIsNotYetAllowedIsRefusedWithoutAQuestion() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		peer.send(ClientMessages.signed(peer.sessionId(), "carol", TestUsers.KEY));
		expectFailure(peer, List.of("password"));
		assertThat(attack.questions()).isEmpty();
	}

	@Test
	void refusalNeverLetsAnybodyIn() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		for (WireWriter request : List.of(ClientMessages.none("nobody"),
				ClientMessages.password("nobody", TestUsers.PASSWORD),
				ClientMessages.newPassword("nobody", TestUsers.PASSWORD, "new"),
				ClientMessages.signed(peer.sessionId(), "nobody", TestUsers.KEY))) {
			expectFailure(peer.send(request), List.of("publickey", "password"));
		}
		peer.send(ClientMessages.open("session", 0, 1, 1)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void failingQuestionLetsNobodyIn() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.password("mallory", TestUsers.PASSWORD));
		assertThat(peer.expectDisconnect(Reason.BY_APPLICATION)).isEqualTo("internal error");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " canary-3f9b", "canary-3f9b ", "canary-3f9b\0", "CANARY-3F9B", "canary-3f9" })
	void passwordIsTakenAsItIs(String password) throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.password("alice", password));
		expectFailure(peer, List.of("publickey", "password"));
	}

	@Test
	void hugePasswordIsOnlyWrong() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.password("alice", "x".repeat(34_000)));
		expectFailure(peer, List.of("publickey", "password"));
		peer.authenticatePassword("alice", TestUsers.PASSWORD);
	}

	@Test
	void passwordThatIsNotUtf8IsRefusedRatherThanRepaired() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		peer.send(ClientMessages.userAuth("alice", "password").writeBoolean(false).writeString(new byte[] { -1 }));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.questions()).isEmpty();
	}

	@Test
	void changeOfThePasswordIsNotALogIn() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		peer.send(ClientMessages.newPassword("alice", TestUsers.PASSWORD, "new"));
		expectFailure(peer, List.of("publickey", "password"));
		assertThat(attack.questions()).isEmpty();
	}

	// Users

	@Test
	void otherUserAfterAFailureIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.none("alice"));
		expectFailure(peer, List.of("publickey", "password"));
		peer.send(ClientMessages.none("guest"));
		assertThat(peer.expectDisconnect(Reason.PROTOCOL_ERROR)).isEqualTo("the user name changed");
		assertThat(attack.questions()).containsExactly("none alice");
	}

	@Test
	void otherUserAfterAPartialSuccessIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.password("carol", TestUsers.PASSWORD));
		WireReader failure = peer.expect(MessageNumber.USERAUTH_FAILURE);
		assertThat(failure.readNameList()).containsExactly("publickey");
		assertThat(failure.readBoolean()).as("partial success").isTrue();
		peer.send(ClientMessages.signed(peer.sessionId(), "bob", TestUsers.KEY));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.questions()).containsExactly("password carol");
	}

	@Test
	void partialSuccessIsRepeatedForNobodyButTheSameUser() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.password("carol", TestUsers.PASSWORD));
		peer.expect(MessageNumber.USERAUTH_FAILURE);
		peer.send(ClientMessages.open("session", 0, 1, 1)).expectDisconnect(Reason.PROTOCOL_ERROR);
		ScriptedPeer other = attack.authenticating();
		other.send(ClientMessages.signed(other.sessionId(), "carol", TestUsers.KEY));
		expectFailure(other, List.of("password"));
	}

	/**
	 * Among them the terminal's escape in 8 bits, a line separator and a mark that turns
	 * the writing around.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "\u001b[31malice", "ali\u009bce", "alice\n", "al\0ice", "alice\u2028root", "\u202ealice",
			"al\u200bice" })
	void userNameThatCannotBeSeenIsRefused(String username) throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.none(username));
		peer.expectDisconnect(Reason.ILLEGAL_USER_NAME);
		assertThat(attack.questions()).isEmpty();
	}

	@Test
	void userNameOf257CharactersIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.none("x".repeat(256)));
		expectFailure(peer, List.of("publickey", "password"));
		peer = attack.authenticating().send(ClientMessages.none("x".repeat(257)));
		peer.expectDisconnect(Reason.ILLEGAL_USER_NAME);
	}

	@Test
	void userNameThatIsNotUtf8IsRefusedRatherThanRepaired() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		peer.send(WireWriter.message(MessageNumber.USERAUTH_REQUEST)
			.writeString(new byte[] { 'a', (byte) 0xc0, (byte) 0xaf })
			.writeText("ssh-connection")
			.writeText("none"));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	static Stream<Named<Function<String, WireWriter>>> refusedRequests() {
		Signer stranger = HostKeys.generate();
		byte[] blob = stranger.publicKey().blob();
		byte[] noSignature = new byte[83];
		return Stream.of(Named.of("none", ClientMessages::none),
				Named.of("unknown method", (user) -> ClientMessages.userAuth(user, "x")),
				Named.of("password", (user) -> ClientMessages.password(user, "wrong")),
				Named.of("change of the password", (user) -> ClientMessages.newPassword(user, "wrong", "new")),
				Named.of("answers to questions", ClientMessages::interactive),
				Named.of("query", (user) -> ClientMessages.query(user, stranger.publicKey())),
				Named.of("query without a key", (user) -> ClientMessages.query(user, "ssh-ed25519", new byte[3])),
				Named.of("query of another algorithm", (user) -> ClientMessages.query(user, "ssh-dss", blob)),
				Named.of("signature",
						(user) -> ClientMessages.publicKey(user, true, "ssh-ed25519", blob).writeString(noSignature)),
				Named.of("signature of an owner's key",
						(user) -> ClientMessages.publicKey(user, true, "ssh-ed25519", TestUsers.KEY.publicKey().blob())
							.writeString(noSignature)),
				Named.of("password with a byte too many",
						(user) -> ClientMessages.password(user, "wrong").writeByte(0)),
				Named.of("query with a byte too many",
						(user) -> ClientMessages.query(user, stranger.publicKey()).writeByte(0)),
				Named.of("signature that is missing",
						(user) -> ClientMessages.publicKey(user, true, "ssh-ed25519", blob)),
				Named.of("password that is missing",
						(user) -> ClientMessages.userAuth(user, "password").writeBoolean(false)));
	}

	/**
	 * Good and malformed requests: CVE-2018-15473 was about the latter.
	 */
	@ParameterizedTest
	@MethodSource("refusedRequests")
	void unknownUserIsAnsweredLikeAKnownOneByteForByte(Function<String, WireWriter> request) throws IOException {
		assertThat(answerTo(request.apply("nobody"))).isEqualTo(answerTo(request.apply("alice")));
	}

	// Budgets

	@Test
	void seventhAttemptIsNotServedEvenIfItIsRight() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.none("alice"));
		peer.expect(MessageNumber.USERAUTH_FAILURE);
		for (int i = 0; i < MAX_ATTEMPTS; i++) {
			peer.send(ClientMessages.password("alice", "guess " + i)).expect(MessageNumber.USERAUTH_FAILURE);
		}
		peer.send(ClientMessages.password("alice", TestUsers.PASSWORD));
		peer.expectDisconnect(Reason.NO_MORE_AUTH_METHODS_AVAILABLE);
		assertThat(Collections.frequency(attack.questions(), "password alice")).isEqualTo(MAX_ATTEMPTS);
	}

	@Test
	void attemptsWithoutAQuestionCountToo() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		for (int i = 0; i < MAX_ATTEMPTS; i++) {
			peer.send(ClientMessages.userAuth("alice", "x")).expect(MessageNumber.USERAUTH_FAILURE);
		}
		peer.send(ClientMessages.password("alice", TestUsers.PASSWORD));
		peer.expectDisconnect(Reason.NO_MORE_AUTH_METHODS_AVAILABLE);
		assertThat(attack.questions()).isEmpty();
	}

	@Test
	void onlyTheFirstNoneIsFree() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		for (int i = 0; i < MAX_ATTEMPTS + 1; i++) {
			peer.send(ClientMessages.none("alice")).expect(MessageNumber.USERAUTH_FAILURE);
		}
		peer.send(ClientMessages.none("alice")).expectDisconnect(Reason.NO_MORE_AUTH_METHODS_AVAILABLE);
	}

	@Test
	void questionsThatAreNotAnsweredAreAttempts() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		for (int i = 0; i < MAX_ATTEMPTS; i++) {
			peer.send(ClientMessages.interactive("erin")).expect(MessageNumber.USERAUTH_INFO_REQUEST);
		}
		peer.send(ClientMessages.interactive("erin")).expectDisconnect(Reason.NO_MORE_AUTH_METHODS_AVAILABLE);
		assertThat(attack.questions()).hasSize(MAX_ATTEMPTS);
	}

	/**
	 * Neither queries of good keys nor partial successes are failures.
	 */
	@Test
	void partialSuccessesAndQueriesDoNotGoOnForEver() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		peer.send(ClientMessages.password("carol", TestUsers.PASSWORD)).expect(MessageNumber.USERAUTH_FAILURE);
		for (int i = 1; i < MAX_REQUESTS; i++) {
			peer.send(ClientMessages.query("carol", TestUsers.KEY.publicKey())).expect(60);
		}
		peer.expectDisconnect(Reason.NO_MORE_AUTH_METHODS_AVAILABLE);
	}

	@Test
	void requestsSentAtOnceAreServedInOrder() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		peer.send(ClientMessages.none("alice"))
			.send(ClientMessages.password("alice", "wrong"))
			.send(ClientMessages.password("alice", TestUsers.PASSWORD))
			.send(ClientMessages.password("alice", "late"));
		peer.expect(MessageNumber.USERAUTH_FAILURE);
		peer.expect(MessageNumber.USERAUTH_FAILURE);
		peer.expectLoggedIn();
		peer.openSession();
		assertThat(attack.questions()).containsExactly("none alice", "password alice", "password alice",
				"channel session");
	}

	// Questions and answers

	@Test
	void answersWithoutAQuestionAreRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.responses("blue", TestUsers.PASSWORD));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
		peer = attack.authenticating().send(ClientMessages.none("erin"));
		peer.expect(MessageNumber.USERAUTH_FAILURE);
		peer.send(ClientMessages.responses("blue", TestUsers.PASSWORD)).expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.questions()).containsExactly("none erin");
	}

	@Test
	void answersAfterTheAnswersAreRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.interactive("erin"));
		peer.expect(60);
		peer.send(ClientMessages.responses("red", "wrong")).expect(MessageNumber.USERAUTH_FAILURE);
		peer.send(ClientMessages.responses("blue", TestUsers.PASSWORD)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void answersToAnAbandonedQuestionAreRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.interactive("erin"));
		peer.expect(60);
		peer.send(ClientMessages.password("erin", "wrong")).expect(MessageNumber.USERAUTH_FAILURE);
		peer.send(ClientMessages.responses("blue", TestUsers.PASSWORD)).expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.questions()).containsExactly("interactive erin", "password erin");
	}

	@Test
	void otherUserInPlaceOfAnAnswerIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.interactive("erin"));
		peer.expect(60);
		peer.send(ClientMessages.none("guest")).expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.questions()).containsExactly("interactive erin");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 3, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL })
	void otherNumberOfAnswersThanQuestionsIsRefused(long count) throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.interactive("erin"));
		peer.expect(60);
		peer.send(WireWriter.message(MessageNumber.USERAUTH_INFO_RESPONSE)
			.writeUint32(count)
			.writeText("blue")
			.writeText(TestUsers.PASSWORD));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.questions()).containsExactly("interactive erin");
	}

	@Test
	void questionsDoNotGoOnForEver() throws IOException {
		ScriptedPeer peer = attack.authenticating().send(ClientMessages.interactive("erin"));
		byte[] answer = peer.read();
		int rounds = 0;
		for (; answer[0] == 60 && rounds < 1000; rounds++) {
			peer.send(ClientMessages.responses("again", ""));
			answer = peer.read();
		}
		assertThat(answer[0]).isEqualTo((byte) MessageNumber.USERAUTH_FAILURE);
		assertThat(rounds).isLessThan(100);
	}

	private static void expectFailure(ScriptedPeer peer, List<String> methods) throws IOException {
		WireReader failure = peer.expect(MessageNumber.USERAUTH_FAILURE);
		assertThat(failure.readNameList()).isEqualTo(methods);
		assertThat(failure.readBoolean()).as("partial success").isFalse();
		failure.expectEnd();
	}

	private static byte[] answerTo(WireWriter request) throws IOException {
		ScriptedPeer peer = attack.authenticating().send(request);
		byte[] answer = peer.read();
		while (answer[0] == MessageNumber.EXT_INFO) {
			answer = peer.read();
		}
		return answer;
	}

}
