package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.stream.Stream;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.PeerKeyExchange;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packets put into the first key exchange to shift sequence numbers (CVE-2023-48795), and
 * what strict key exchange does about them (OpenSSH PROTOCOL 1.10).
 */
class TerrapinAttackTests {

	private static final KexOffer AGAIN = KexOffer.DEFAULT.without(Role.CLIENT.strictKexMarker())
		.without(Role.CLIENT.extInfoMarker());

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	static Stream<Named<byte[]>> harmless() {
		return ClientMessages.named(ClientMessages.ignore(8), ClientMessages.debug(), ClientMessages.unimplemented());
	}

	@ParameterizedTest
	@MethodSource("harmless")
	void packetBeforeKexInitIsRefusedIfStrict(byte[] packet) throws IOException {
		ScriptedPeer peer = attack.identified().send(packet).send(KexOffer.DEFAULT.message());
		assertThat(peer.expectDisconnect(Reason.PROTOCOL_ERROR)).contains("KEXINIT was not the first packet");
	}

	@ParameterizedTest
	@MethodSource("harmless")
	void packetBetweenOfferAndValueIsRefusedIfStrict(byte[] packet) throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer();
		peer.send(packet).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@MethodSource("harmless")
	void packetBetweenValueAndNewKeysIsRefusedIfStrict(byte[] packet) throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer().sendValue().readReply();
		peer.send(packet).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@MethodSource("harmless")
	void packetsAnywhereAreToleratedIfNotStrict(byte[] packet) throws IOException {
		ScriptedPeer peer = attack.identified().send(packet);
		PeerKeyExchange exchange = peer.keyExchange(KexOffer.LAX).sendOffer().readOffer();
		peer.send(packet);
		exchange.sendValue().readReply();
		peer.send(packet);
		exchange.sendNewKeys().readNewKeys().send(packet).requestService();
	}

	/**
	 * The attack itself: a plain IGNORE, of which the client knows nothing, shifts the
	 * server's count, so that the client's first encrypted packet can be left out.
	 */
	@Test
	void injectedPacketHidesThatAnotherIsLeftOutIfNotStrict() throws IOException {
		byte[] injected = attack.identified().seal(ClientMessages.ignore(8).toByteArray());
		ScriptedPeer peer = attack.identified().sendRaw(injected).exchangeKeys(KexOffer.LAX);
		peer.seal(ClientMessages.extInfo(1).toByteArray());
		peer.requestService();
	}

	@Test
	void injectedPacketIsFoundBeforeAnotherCanBeLeftOutIfStrict() throws IOException {
		byte[] injected = attack.identified().seal(ClientMessages.ignore(8).toByteArray());
		ScriptedPeer peer = attack.identified().sendRaw(injected).send(KexOffer.DEFAULT.message());
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void firstEncryptedPacketCannotBeLeftOutIfStrict() throws IOException {
		ScriptedPeer peer = attack.encrypted();
		peer.seal(ClientMessages.extInfo(1).toByteArray());
		peer.send(ClientMessages.serviceRequest("ssh-userauth")).hangUp().awaitClosed();
		attack.server().awaitQuiet();
		assertThat(attack.questions()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void sequenceNumbersStartAgainWithEachExchangeUnderEveryCipher(CipherAlgorithm cipher) throws IOException {
		ScriptedPeer peer = attack.identified().exchangeKeys(KexOffer.DEFAULT.withCipher(cipher.algorithmName()));
		assertThat(peer.sequence()).isZero();
		peer.requestService().authenticatePassword("alice", TestUsers.PASSWORD);
		for (int i = 0; i < 3; i++) {
			peer.exchangeKeys(AGAIN.withCipher(cipher.algorithmName()));
			assertThat(peer.sequence()).isZero();
			assertThat(peer.openSession().exec("echo again").readToEnd().text()).isEqualTo("again\n");
		}
	}

	@ParameterizedTest
	@EnumSource
	void sequenceNumbersGoOnIfNotStrictUnderEveryCipher(CipherAlgorithm cipher) throws IOException {
		ScriptedPeer peer = attack.identified().exchangeKeys(KexOffer.LAX.withCipher(cipher.algorithmName()));
		assertThat(peer.sequence()).isEqualTo(3);
		peer.requestService().authenticatePassword("alice", TestUsers.PASSWORD);
		for (int i = 0; i < 3; i++) {
			peer.exchangeKeys(AGAIN.withCipher(cipher.algorithmName()));
			assertThat(peer.openSession().exec("echo again").readToEnd().text()).isEqualTo("again\n");
		}
		assertThat(peer.sequence()).isGreaterThan(10);
	}

	@Test
	void sequenceNumberThatGoesOnIsFoundIfStrict() throws IOException {
		ScriptedPeer peer = attack.identified();
		PeerKeyExchange exchange = peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer().sendValue().readReply();
		peer.send(new byte[] { MessageNumber.NEWKEYS }).useKeys(exchange.outCipher());
		peer.send(ClientMessages.serviceRequest("ssh-userauth")).hangUp().awaitClosed();
		attack.server().awaitQuiet();
		assertThat(attack.questions()).isEmpty();
	}

	@Test
	void markerInALaterExchangeDoesNotMakeTheConnectionStrict() throws IOException {
		ScriptedPeer peer = attack.identified().exchangeKeys(KexOffer.LAX).requestService();
		peer.authenticatePassword("alice", TestUsers.PASSWORD).exchangeKeys(KexOffer.DEFAULT);
		assertThat(peer.sequence()).isEqualTo(8);
		peer.openSession();
	}

	@ParameterizedTest
	@MethodSource("harmless")
	void harmlessPacketsAreToleratedInALaterExchangeThoughStrict(byte[] packet) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerKeyExchange exchange = peer.keyExchange(AGAIN).sendOffer().readOffer();
		peer.send(packet);
		exchange.sendValue().readReply();
		peer.send(packet);
		exchange.sendNewKeys().readNewKeys().send(packet).openSession();
	}

}
