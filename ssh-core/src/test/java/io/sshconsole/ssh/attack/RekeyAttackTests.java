package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;

import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.KexOffer.NameList;
import io.sshconsole.ssh.testing.PeerChannel;
import io.sshconsole.ssh.testing.PeerKeyExchange;
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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Key exchanges after the first: too early, interleaved, stalled (RFC 4253 §7.1, §9).
 */
class RekeyAttackTests {

	private static final int REKEY_AFTER = 256 * 1024;

	private static final KexOffer AGAIN = KexOffer.DEFAULT.with(NameList.KEX, "curve25519-sha256");

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack((builder) -> builder
		.config(TransportConfig.builder().rekeyAfter(REKEY_AFTER).keyExchangeTimeout(Duration.ofMillis(500)).build()));

	static Stream<Named<byte[]>> ordinary() {
		return ClientMessages.named(ClientMessages.globalRequest("keepalive@openssh.com", true),
				ClientMessages.open("session", 1, 1, 1), ClientMessages.exec(0, "echo x"),
				ClientMessages.data(0, new byte[1]), ClientMessages.windowAdjust(0, 1),
				ClientMessages.channel(MessageNumber.CHANNEL_EOF, 0),
				ClientMessages.channel(MessageNumber.CHANNEL_CLOSE, 0), ClientMessages.none("alice"),
				ClientMessages.serviceRequest("ssh-userauth"), ClientMessages.extInfo(0), ClientMessages.ping(1));
	}

	@Test
	void newKeysBeforeAuthenticationAreRefused() throws IOException {
		attack.encrypted().send(AGAIN.message()).expectDisconnect(Reason.PROTOCOL_ERROR);
		ScriptedPeer peer = attack.authenticating().send(AGAIN.message());
		assertThat(peer.expectDisconnect(Reason.PROTOCOL_ERROR)).isEqualTo("re-keying before authentication");
	}

	@ParameterizedTest
	@MethodSource("ordinary")
	void otherMessageBehindOurOwnKexInitIsRefused(byte[] message) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.openSession();
		peer.keyExchange(AGAIN).sendOffer().readOffer();
		peer.send(message).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@MethodSource("ordinary")
	void otherMessageBeforeOurOwnNewKeysIsRefused(byte[] message) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.openSession();
		peer.keyExchange(AGAIN).sendOffer().readOffer().sendValue().readReply();
		peer.send(message).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void secondKexInitWithinAnExchangeIsRefused() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.keyExchange(AGAIN).sendOffer().readOffer();
		peer.send(AGAIN.message()).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@ValueSource(ints = { MessageNumber.NEWKEYS, MessageNumber.KEX_ECDH_INIT, MessageNumber.KEX_ECDH_REPLY, 32, 49 })
	void messageOfAKeyExchangeOutsideOfOneIsRefused(int number) throws IOException {
		attack.loggedIn().send(new byte[] { (byte) number }).expectDisconnect(Reason.PROTOCOL_ERROR);
		ScriptedPeer peer = attack.loggedIn().exchangeKeys(AGAIN);
		peer.send(new byte[] { (byte) number }).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void laterExchangeWithoutACommonMethodEndsTheConnection() throws IOException {
		ScriptedPeer peer = attack.loggedIn().send(AGAIN.with(NameList.KEX, "none").message());
		peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED);
	}

	@Test
	void keysAreNeverGivenUpForNone() throws IOException {
		ScriptedPeer peer = attack.loggedIn().send(AGAIN.withCipher("none").message());
		peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED);
	}

	@Test
	void pointOfSmallOrderIsRefusedInALaterExchangeToo() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.keyExchange(AGAIN).sendOffer().readOffer().sendValue(new byte[32]);
		peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED);
	}

	@Test
	void algorithmsMayChangeInEachDirectionWithEachExchange() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		String[] ciphers = { "aes128-ctr", "chacha20-poly1305@openssh.com", "aes256-gcm@openssh.com", "aes256-ctr" };
		for (int i = 0; i < ciphers.length; i++) {
			peer.exchangeKeys(AGAIN.with(NameList.CLIENT_CIPHERS, ciphers[i])
				.with(NameList.SERVER_CIPHERS, ciphers[(i + 1) % ciphers.length]));
			assertThat(peer.openSession().exec("echo " + i).readToEnd().text()).isEqualTo(i + "\n");
		}
	}

	@Test
	void serverSendsNothingElseBetweenItsKexInitAndItsNewKeys() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("zeros 100000000");
		peer.send(ClientMessages.globalRequest("keepalive@openssh.com", true));
		PeerKeyExchange exchange = peer.keyExchange(AGAIN).sendOffer().readOffer();
		// From here on the next packets must be those of the exchange
		exchange.sendValue().readReply().sendNewKeys().readNewKeys();
		channel.sendClose();
	}

	@Test
	void serverBeginsAnExchangeWhenItHasSentEnough() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("zeros 100000000");
		Set<String> offers = new HashSet<>();
		for (int i = 0; i < 5; i++) {
			byte[] offer = peer.await(MessageNumber.KEXINIT);
			offers.add(HexFormat.of().formatHex(offer, 1, 17));
			peer.answerKeyExchange(AGAIN, offer).complete();
		}
		assertThat(offers).as("cookies").hasSize(5);
		channel.sendClose();
	}

	@Test
	void serverBeginsAnExchangeWhenItHasReceivedEnough() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		for (int i = 0; i <= REKEY_AFTER / 16_000; i++) {
			peer.send(ClientMessages.ignore(16_000));
		}
		peer.answerKeyExchange(AGAIN, peer.await(MessageNumber.KEXINIT)).complete().openSession();
	}

	/**
	 * What is written here after the server's KEXINIT was on its way when it came, as far
	 * as the server can tell.
	 */
	@Test
	void messagesThatCrossTheServersKexInitAreServedBehindItsNewKeys() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		PeerChannel channel = peer.openSession().exec("zeros 100000000");
		byte[] offer = peer.await(MessageNumber.KEXINIT);
		for (int i = 0; i < 100; i++) {
			peer.send(ClientMessages.globalRequest("keepalive@openssh.com", true));
		}
		peer.answerKeyExchange(AGAIN, offer).complete();
		for (int i = 0; i < 100; i++) {
			peer.await(MessageNumber.REQUEST_FAILURE);
		}
		channel.sendClose();
	}

	static Stream<Named<byte[]>> questions() {
		return ClientMessages.named(ClientMessages.globalRequest("keepalive@openssh.com", true),
				ClientMessages.ping(1024), WireWriter.message(200));
	}

	/**
	 * Among them the one of CVE-2025-26466.
	 */
	@ParameterizedTest
	@MethodSource("questions")
	void answersThatWaitForAStalledExchangeAreBounded(byte[] question) throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.openSession().exec("zeros 100000000");
		peer.await(MessageNumber.KEXINIT);
		WireWriter packets = new WireWriter();
		for (int i = 0; i < 1100; i++) {
			packets.writeBytes(peer.seal(question));
		}
		peer.sendRaw(packets.toByteArray());
		peer.expectDisconnect(Reason.BY_APPLICATION);
	}

	@Test
	void exchangeThatTheClientNeverAnswersTimesOut() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.openSession().exec("zeros 100000000");
		peer.await(MessageNumber.KEXINIT);
		assertThat(peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED)).isEqualTo("the key exchange took too long");
	}

	@Test
	void exchangeThatTheClientNeverFinishesTimesOut() throws IOException {
		ScriptedPeer peer = attack.loggedIn();
		peer.keyExchange(AGAIN).sendOffer().readOffer().sendValue().readReply();
		assertThat(peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED)).isEqualTo("the key exchange took too long");
	}

	@Test
	void sessionIdStaysThatOfTheFirstExchange() throws IOException {
		ScriptedPeer peer = attack.encrypted().requestService();
		peer.authenticatePublicKey("alice", TestUsers.KEY);
		String before = attack.transport().sessionId();
		peer.exchangeKeys(AGAIN).exchangeKeys(AGAIN).openSession();
		assertThat(attack.transport().sessionId()).isEqualTo(before);
	}

}
