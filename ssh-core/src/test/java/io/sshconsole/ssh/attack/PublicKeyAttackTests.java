package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys that prove nothing, and signatures that belong elsewhere (RFC 4252 §7).
 */
class PublicKeyAttackTests {

	private static final String ALGORITHM = "ssh-ed25519";

	private static final byte[] BLOB = TestUsers.KEY.publicKey().blob();

	private static final int PK_OK = 60;

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	// Queries

	/**
	 * The misuse behind CVE-2024-45337.
	 */
	@Test
	void keyThatWasOfferedLastIsNotTheKeyThatLogsIn() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		query(peer, TestUsers.KEY);
		query(peer, TestUsers.SPARE_KEY);
		peer.authenticatePublicKey("alice", TestUsers.KEY);
		assertThat(attack.questions()).filteredOn((question) -> question.startsWith("publickey "))
			.containsExactly("publickey alice " + TestUsers.KEY.publicKey().fingerprint());
	}

	@Test
	void keyThatWasOnlyOfferedIsNotWhatAPasswordLogsInWith() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		query(peer, TestUsers.KEY);
		peer.authenticatePassword("alice", TestUsers.PASSWORD);
		assertThat(attack.questions()).noneMatch((question) -> question.startsWith("publickey "));
		assertThat(attack.recorder().events()).contains("authenticated alice password");
	}

	@Test
	void keyThatWasOnlyOfferedLetsNobodyIn() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		query(peer, TestUsers.KEY);
		peer.send(ClientMessages.open("session", 0, 1, 1)).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void queriesAreNoAttemptsButHaveABudget() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		Signer unknown = HostKeys.generate();
		for (int i = 0; i < 64; i++) {
			peer.send(ClientMessages.query("alice", unknown.publicKey())).expect(MessageNumber.USERAUTH_FAILURE);
		}
		peer.expectDisconnect(Reason.NO_MORE_AUTH_METHODS_AVAILABLE);
		assertThat(attack.recorder().events()).noneMatch((event) -> event.startsWith("failed"));
	}

	@Test
	void signatureBehindAQueryIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		peer.send(ClientMessages.query("alice", TestUsers.KEY.publicKey()).writeString(new byte[64]));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	// Signatures that belong elsewhere

	@Test
	void signatureOfAnotherSessionIsRefused() throws IOException {
		ScriptedPeer other = attack.authenticating();
		ScriptedPeer peer = attack.authenticating();
		peer.send(ClientMessages.signed(other.sessionId(), "alice", TestUsers.KEY));
		expectRefused(peer);
	}

	@Test
	void signatureThatLoggedInOnceIsRefusedOnTheNextConnection() throws IOException {
		ScriptedPeer first = attack.authenticating();
		WireWriter request = ClientMessages.signed(first.sessionId(), "alice", TestUsers.KEY);
		first.send(request).expect(MessageNumber.USERAUTH_SUCCESS);
		assertThat(attack.questions()).hasSize(2);
		ScriptedPeer second = attack.authenticating().send(request);
		second.expect(MessageNumber.USERAUTH_FAILURE);
		assertThat(attack.questions()).hasSize(3);
	}

	@Test
	void signatureForAnotherUserIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] data = ClientMessages.signedData(peer.sessionId(), "bob", ALGORITHM, BLOB);
		expectRefused(send(peer, ALGORITHM, BLOB, TestUsers.KEY.sign(ALGORITHM, data)));
	}

	@Test
	void signatureForAnotherServiceOrMethodIsRefused() throws IOException {
		for (String[] names : new String[][] { { "ssh-userauth", "publickey" }, { "ssh-connection", "hostbased" },
				{ "ssh-connection", "publickey-hostbound-v00@openssh.com" } }) {
			ScriptedPeer peer = attack.authenticating();
			byte[] data = new WireWriter().writeString(peer.sessionId())
				.writeBytes(ClientMessages.userAuth("alice", names[0], names[1])
					.writeBoolean(true)
					.writeText(ALGORITHM)
					.writeString(BLOB)
					.toByteArray())
				.toByteArray();
			expectRefused(send(peer, ALGORITHM, BLOB, TestUsers.KEY.sign(ALGORITHM, data)));
		}
	}

	@Test
	void signatureOfAnotherKeyIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] data = ClientMessages.signedData(peer.sessionId(), "alice", ALGORITHM, BLOB);
		expectRefused(send(peer, ALGORITHM, BLOB, TestUsers.SPARE_KEY.sign(ALGORITHM, data)));
	}

	@Test
	void signatureOfAQueryIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] data = new WireWriter().writeString(peer.sessionId())
			.writeBytes(ClientMessages.query("alice", ALGORITHM, BLOB).toByteArray())
			.toByteArray();
		expectRefused(send(peer, ALGORITHM, BLOB, TestUsers.KEY.sign(ALGORITHM, data)));
	}

	@Test
	void strangersKeyIsRefusedThoughItsSignatureIsRight() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		peer.send(ClientMessages.signed(peer.sessionId(), "alice", HostKeys.generate()));
		expectRefused(peer);
	}

	/**
	 * The client signed for another server, which now plays the client here.
	 */
	@Test
	void signatureThatIsBoundToAnotherHostKeyIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		peer.send(hostBound(peer, HostKeys.generate().publicKey().blob())).expect(MessageNumber.USERAUTH_FAILURE);
		peer.send(hostBound(peer, new byte[0])).expect(MessageNumber.USERAUTH_FAILURE);
		assertThat(attack.questions()).isEmpty();
		peer.send(hostBound(peer, peer.hostKey())).expect(MessageNumber.USERAUTH_SUCCESS);
	}

	private static WireWriter hostBound(ScriptedPeer peer, byte[] hostKey) throws IOException {
		byte[] request = ClientMessages.userAuth("alice", "publickey-hostbound-v00@openssh.com")
			.writeBoolean(true)
			.writeText(ALGORITHM)
			.writeString(BLOB)
			.writeString(hostKey)
			.toByteArray();
		byte[] data = new WireWriter().writeString(peer.sessionId()).writeBytes(request).toByteArray();
		return new WireWriter().writeBytes(request).writeString(TestUsers.KEY.sign(ALGORITHM, data));
	}

	// Algorithms that do not agree

	@ParameterizedTest
	@ValueSource(strings = { "ssh-rsa", "rsa-sha2-256", "rsa-sha2-512", "ssh-dss", "ecdsa-sha2-nistp256", "SSH-ED25519",
			"ssh-ed25519-cert-v01@openssh.com", "" })
	void algorithmOfTheRequestMustFitTheKey(String algorithm) throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] data = ClientMessages.signedData(peer.sessionId(), "alice", algorithm, BLOB);
		expectRefused(send(peer, algorithm, BLOB, TestUsers.KEY.sign(ALGORITHM, data)));
		peer.send(ClientMessages.query("alice", algorithm, BLOB)).expect(MessageNumber.USERAUTH_FAILURE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssh-rsa", "rsa-sha2-256", "ecdsa-sha2-nistp256", "ssh-ed448", "" })
	void algorithmOfTheSignatureMustFitTheRequest(String algorithm) throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] signature = new WireWriter().writeText(algorithm).writeString(rawSignature(peer)).toByteArray();
		expectRefused(send(peer, ALGORITHM, BLOB, signature));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssh-rsa", "ecdsa-sha2-nistp256", "ssh-ed448", "" })
	void typeOfTheKeyMustFitTheRequest(String type) throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] point = Arrays.copyOfRange(BLOB, BLOB.length - 32, BLOB.length);
		byte[] blob = new WireWriter().writeText(type).writeString(point).toByteArray();
		byte[] data = ClientMessages.signedData(peer.sessionId(), "alice", ALGORITHM, blob);
		expectRefused(send(peer, ALGORITHM, blob, TestUsers.KEY.sign(ALGORITHM, data)));
	}

	// What is malformed

	@Test
	void signatureThatIsCutShortOrTooLongIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] raw = rawSignature(peer);
		for (int length : List.of(0, 1, 63, 65, 128)) {
			byte[] signature = new WireWriter().writeText(ALGORITHM)
				.writeString(Arrays.copyOf(raw, length))
				.toByteArray();
			expectRefused(send(peer, ALGORITHM, BLOB, signature));
		}
	}

	@Test
	void signatureWithTrailingBytesIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] signature = new WireWriter().writeText(ALGORITHM)
			.writeString(rawSignature(peer))
			.writeByte(0)
			.toByteArray();
		expectRefused(send(peer, ALGORITHM, BLOB, signature));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 31, 32, 63 })
	void signatureWithAFlippedBitIsRefused(int index) throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] raw = rawSignature(peer);
		raw[index] ^= 1;
		expectRefused(
				send(peer, ALGORITHM, BLOB, new WireWriter().writeText(ALGORITHM).writeString(raw).toByteArray()));
	}

	/**
	 * Adding the group's order to the second half gives another signature of the same
	 * text (RFC 8032 §8.4).
	 */
	@Test
	void malleatedSignatureIsRefused() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] raw = rawSignature(peer);
		byte[] order = { (byte) 0xed, (byte) 0xd3, (byte) 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, (byte) 0xd6, (byte) 0x9c,
				(byte) 0xf7, (byte) 0xa2, (byte) 0xde, (byte) 0xf9, (byte) 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
				0, 0, 0, 0, 0x10 };
		int carry = 0;
		for (int i = 0; i < order.length; i++) {
			carry += (raw[32 + i] & 0xff) + (order[i] & 0xff);
			raw[32 + i] = (byte) carry;
			carry >>= 8;
		}
		expectRefused(
				send(peer, ALGORITHM, BLOB, new WireWriter().writeText(ALGORITHM).writeString(raw).toByteArray()));
	}

	@Test
	void malformedKeyOnlyFailsItsAttempt() throws IOException {
		ScriptedPeer peer = attack.authenticating();
		byte[] trailing = Arrays.copyOf(BLOB, BLOB.length + 1);
		byte[] hugeLength = new WireWriter().writeUint32(0xffff_ffffL).toByteArray();
		for (byte[] blob : List.of(new byte[0], new byte[3], Arrays.copyOf(BLOB, BLOB.length - 1), trailing,
				hugeLength)) {
			expectRefused(send(peer, ALGORITHM, blob, new byte[0]));
		}
		peer.authenticatePublicKey("alice", TestUsers.KEY);
	}

	@Test
	void keyLogsInWithoutAQueryBefore() throws IOException {
		attack.authenticating().authenticatePublicKey("alice", TestUsers.KEY).openSession();
		assertThat(attack.recorder().events()).contains("authenticated alice publickey");
	}

	private static void query(ScriptedPeer peer, Signer signer) throws IOException {
		WireReader answer = peer.send(ClientMessages.query("alice", signer.publicKey())).expect(PK_OK);
		assertThat(answer.readText()).isEqualTo(ALGORITHM);
		assertThat(answer.readString()).isEqualTo(signer.publicKey().blob());
		answer.expectEnd();
	}

	private static byte[] rawSignature(ScriptedPeer peer) throws IOException {
		byte[] data = ClientMessages.signedData(peer.sessionId(), "alice", ALGORITHM, BLOB);
		WireReader signature = new WireReader(TestUsers.KEY.sign(ALGORITHM, data));
		signature.readText();
		return signature.readString();
	}

	private static ScriptedPeer send(ScriptedPeer peer, String algorithm, byte[] blob, byte[] signature)
			throws IOException {
		return peer.send(ClientMessages.publicKey("alice", true, algorithm, blob).writeString(signature));
	}

	/**
	 * Expects that the attempt fails and that nobody was told of a proven key.
	 */
	private static void expectRefused(ScriptedPeer peer) throws IOException {
		peer.expect(MessageNumber.USERAUTH_FAILURE);
		assertThat(attack.questions()).noneMatch((question) -> question.startsWith("publickey "));
	}

}
