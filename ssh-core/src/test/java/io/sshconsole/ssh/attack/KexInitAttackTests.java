package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.Arrays;

import io.sshconsole.ssh.kex.NegotiatedAlgorithms;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.KexOffer.NameList;
import io.sshconsole.ssh.testing.PeerKeyExchange;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Offers that are malformed or lead nowhere, and guesses (RFC 4253 §7.1).
 */
class KexInitAttackTests {

	private static final String OUR_FIRST_METHOD = "mlkem768x25519-sha256";

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	@Test
	void kexInitThatIsCutShortAnywhereIsRefused() throws IOException {
		byte[] message = KexOffer.DEFAULT.message().toByteArray();
		for (int length = 1; length < message.length; length++) {
			try (ScriptedPeer peer = attack.identified()) {
				peer.send(Arrays.copyOf(message, length)).expectDisconnect(Reason.PROTOCOL_ERROR);
			}
		}
	}

	@Test
	void kexInitWithTrailingBytesIsRefused() throws IOException {
		ScriptedPeer peer = attack.identified().send(KexOffer.DEFAULT.message().writeByte(0));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "CLIENT_MACS", "SERVER_MACS", "CLIENT_LANGUAGES", "SERVER_LANGUAGES" })
	void emptyListIsRefused(NameList list) throws IOException {
		ScriptedPeer peer = attack.identified().send(KexOffer.DEFAULT.with(list).message());
		assertThat(peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED)).startsWith("no common ");
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "CLIENT_MACS", "SERVER_MACS", "CLIENT_LANGUAGES", "SERVER_LANGUAGES" })
	void listWithoutACommonNameIsRefused(NameList list) throws IOException {
		ScriptedPeer peer = attack.identified().send(KexOffer.DEFAULT.with(list, "x", "", "y@example.com").message());
		assertThat(peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED)).contains("y@example.com");
	}

	@Test
	void emptyListOfMacsIsRefusedOnlyIfTheCipherNeedsOne() throws IOException {
		KexOffer offer = KexOffer.DEFAULT.with(NameList.CLIENT_MACS).with(NameList.SERVER_MACS);
		attack.identified().exchangeKeys(offer.withCipher("aes128-gcm@openssh.com")).requestService();
		ScriptedPeer peer = attack.identified().send(offer.withCipher("aes128-ctr").message());
		peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ext-info-s", "kex-strict-s-v00@openssh.com", "ext-info-c" })
	void markerIsNeverTakenForTheCommonMethod(String marker) throws IOException {
		ScriptedPeer peer = attack.identified().send(KexOffer.DEFAULT.with(NameList.KEX, marker).message());
		peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED);
	}

	@Test
	void markerOfTheServerMeansNothingFromAClient() throws IOException {
		KexOffer offer = KexOffer.DEFAULT.with(NameList.KEX, Role.SERVER.strictKexMarker(), Role.SERVER.extInfoMarker(),
				"curve25519-sha256");
		ScriptedPeer peer = attack.identified().send(ClientMessages.ignore(1)).exchangeKeys(offer);
		// Nor does it make the server send EXT_INFO
		peer.send(ClientMessages.serviceRequest("ssh-userauth"));
		assertThat(peer.read()[0]).isEqualTo((byte) MessageNumber.SERVICE_ACCEPT);
	}

	@Test
	void listOfThousandsOfNamesIsOnlyRead() throws IOException {
		String[] names = "a,".repeat(10_000).split(",");
		ScriptedPeer peer = attack.identified().send(KexOffer.DEFAULT.with(NameList.KEX, names).message());
		peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED);
		names[names.length - 1] = "curve25519-sha256";
		attack.identified().exchangeKeys(KexOffer.DEFAULT.with(NameList.KEX, names)).requestService();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u001b[2J", "new\nline", "blank name", "nul\0" })
	void nameThatIsNotPrintableIsRefused(String name) throws IOException {
		ScriptedPeer peer = attack.identified().send(KexOffer.DEFAULT.with(NameList.KEX, name).message());
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.recorder().awaitCause().getMessage()).doesNotContain(name);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x7fff_ffff, 0x8000_0000, 0xffff_ffff })
	void listThatClaimsMoreThanTheMessageHoldsIsRefused(int length) throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.send(WireWriter.message(MessageNumber.KEXINIT).writeBytes(new byte[16]).writeUint32(length));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void namesThatStandTwiceAndReservedBitsAreTolerated() throws IOException {
		KexOffer offer = KexOffer.DEFAULT.with(NameList.CLIENT_CIPHERS, "aes128-ctr", "aes128-ctr")
			.withReserved(0xffff_ffff);
		attack.identified().exchangeKeys(offer).requestService();
	}

	@Test
	void eachDirectionMayHaveAlgorithmsOfItsOwn() throws IOException {
		KexOffer offer = KexOffer.DEFAULT.with(NameList.CLIENT_CIPHERS, "aes256-ctr")
			.with(NameList.CLIENT_MACS, "hmac-sha2-256-etm@openssh.com")
			.with(NameList.SERVER_CIPHERS, "chacha20-poly1305@openssh.com")
			.with(NameList.SERVER_MACS);
		attack.identified().exchangeKeys(offer).requestService();
	}

	@Test
	void secondKexInitWithinAnExchangeIsRefused() throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer();
		peer.send(KexOffer.DEFAULT.message()).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	// first_kex_packet_follows

	@Test
	void rightGuessIsUsed() throws IOException {
		KexOffer offer = KexOffer.DEFAULT.withMethod(OUR_FIRST_METHOD).guessing();
		PeerKeyExchange exchange = attack.identified().keyExchange(offer).sendOffer().readOffer();
		assertThat(exchange.negotiate().guessIsRight()).isTrue();
		exchange.sendValue().readReply().sendNewKeys().readNewKeys().requestService();
	}

	@Test
	void wrongGuessOfTheMethodIsDroppedOnce() throws IOException {
		ScriptedPeer peer = attack.identified();
		PeerKeyExchange exchange = peer.keyExchange(KexOffer.DEFAULT.guessing()).sendOffer();
		peer.send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[65]));
		NegotiatedAlgorithms negotiated = exchange.readOffer().negotiate();
		assertThat(negotiated.guessIsRight()).isFalse();
		exchange.sendValue().readReply().sendNewKeys().readNewKeys().requestService();
	}

	@Test
	void wrongGuessOfTheHostKeyIsDroppedThoughTheMethodIsRight() throws IOException {
		ScriptedPeer peer = attack.identified();
		KexOffer offer = KexOffer.DEFAULT.withMethod(OUR_FIRST_METHOD)
			.with(NameList.HOST_KEYS, "ssh-dss", "ssh-ed25519")
			.guessing();
		PeerKeyExchange exchange = peer.keyExchange(offer).sendOffer();
		peer.send(new byte[] { 30, 1, 2, 3 });
		exchange.readOffer().sendValue().readReply().sendNewKeys().readNewKeys().requestService();
	}

	@ParameterizedTest
	@ValueSource(ints = { MessageNumber.KEXINIT, MessageNumber.NEWKEYS, MessageNumber.IGNORE,
			MessageNumber.SERVICE_REQUEST, MessageNumber.CHANNEL_OPEN })
	void onlyAKeyExchangePacketIsDroppedAsAWrongGuess(int number) throws IOException {
		ScriptedPeer peer = attack.identified().send(KexOffer.DEFAULT.guessing().message());
		peer.send(new byte[] { (byte) number, 0, 0, 0, 0 }).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void valueInPlaceOfAnAnnouncedGuessIsDroppedAsTheGuess() throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.keyExchange(KexOffer.DEFAULT.guessing()).sendOffer().readOffer().sendValue();
		peer.send(new byte[] { MessageNumber.NEWKEYS }).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

}
