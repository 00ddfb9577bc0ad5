package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.PeerKeyExchange;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ephemeral values that are no fair share of a secret, and messages out of their order
 * (RFC 5656 §4, RFC 8731 §3, FIPS 203 §7.2).
 */
class KeyAgreementAttackTests {

	private static final String HYBRID = "mlkem768x25519-sha256";

	private static final int ML_KEM_KEY = 1184;

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack();

	/**
	 * Zero, one, the two points of order eight, -1, and forms of them that are not
	 * reduced.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "0000000000000000000000000000000000000000000000000000000000000000",
			"0100000000000000000000000000000000000000000000000000000000000000",
			"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
			"5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"0000000000000000000000000000000000000000000000000000000000000080" })
	void pointOfSmallOrderIsRefused(String point) throws IOException {
		byte[] value = HexFormat.of().parseHex(point);
		assertThat(refusal("curve25519-sha256", value)).isEqualTo("an X25519 point of small order");
		byte[] hybrid = hybridValue();
		System.arraycopy(value, 0, hybrid, ML_KEM_KEY, value.length);
		assertThat(refusal(HYBRID, hybrid)).isEqualTo("an X25519 point of small order");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 31, 33, 64, 1216, 30_000 })
	void pointOfAnotherLengthIsRefused(int length) throws IOException {
		byte[] value = new byte[length];
		Arrays.fill(value, (byte) 9);
		assertThat(refusal("curve25519-sha256", value)).contains(" of " + length + " bytes");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 32, ML_KEM_KEY, ML_KEM_KEY + 31, ML_KEM_KEY + 33, 30_000 })
	void hybridValueOfAnotherLengthIsRefused(int length) throws IOException {
		assertThat(refusal(HYBRID, Arrays.copyOf(hybridValue(), length))).contains(" of " + length + " bytes");
	}

	@Test
	void mlKemKeyThatIsNotReducedIsRefused() throws IOException {
		byte[] value = hybridValue();
		Arrays.fill(value, 0, ML_KEM_KEY - 32, (byte) 0xff);
		assertThat(refusal(HYBRID, value)).isEqualTo("an invalid ML-KEM key");
	}

	@Test
	void mlKemKeyWithOneCoefficientEqualToTheModulusIsRefused() throws IOException {
		byte[] value = hybridValue();
		// 3329 in the first twelve bits
		value[0] = 0x01;
		value[1] = (byte) ((value[1] & 0xf0) | 0x0d);
		assertThat(refusal(HYBRID, value)).isEqualTo("an invalid ML-KEM key");
	}

	@Test
	void hybridExchangeOfAnOrderlyClientSucceeds() throws IOException {
		attack.identified().exchangeKeys(KexOffer.DEFAULT.withMethod(HYBRID)).requestService();
	}

	@Test
	void initThatIsCutShortAnywhereIsRefused() throws IOException {
		byte[] message = WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(new byte[32]).toByteArray();
		for (int length = 1; length < message.length; length++) {
			try (ScriptedPeer peer = offered()) {
				peer.send(Arrays.copyOf(message, length)).expectDisconnect(Reason.PROTOCOL_ERROR);
			}
		}
	}

	@Test
	void initWithTrailingBytesIsRefused() throws IOException {
		byte[] point = new byte[32];
		point[0] = 9;
		ScriptedPeer peer = offered();
		peer.send(WireWriter.message(MessageNumber.KEX_ECDH_INIT).writeString(point).writeByte(0));
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@ValueSource(ints = { MessageNumber.NEWKEYS, MessageNumber.KEX_ECDH_REPLY, 32, 33, 34, 49,
			MessageNumber.SERVICE_REQUEST, MessageNumber.SERVICE_ACCEPT, MessageNumber.USERAUTH_REQUEST,
			MessageNumber.USERAUTH_SUCCESS, MessageNumber.GLOBAL_REQUEST, MessageNumber.CHANNEL_OPEN, 8, 192, 255 })
	void anyOtherMessageInPlaceOfTheInitIsRefused(int number) throws IOException {
		ScriptedPeer peer = offered().send(new byte[] { (byte) number, 0, 0, 0, 0 });
		peer.expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@ParameterizedTest
	@ValueSource(ints = { MessageNumber.KEXINIT, MessageNumber.KEX_ECDH_INIT, MessageNumber.KEX_ECDH_REPLY,
			MessageNumber.SERVICE_REQUEST, MessageNumber.USERAUTH_REQUEST, MessageNumber.USERAUTH_SUCCESS,
			MessageNumber.GLOBAL_REQUEST, MessageNumber.CHANNEL_OPEN, 8, 192, 255 })
	void anyOtherMessageInPlaceOfNewKeysIsRefused(int number) throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer().sendValue().readReply();
		peer.send(new byte[] { (byte) number, 0, 0, 0, 0 }).expectDisconnect(Reason.PROTOCOL_ERROR);
		assertThat(attack.questions()).isEmpty();
	}

	@Test
	void newKeysWithTrailingBytesIsRefused() throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer().sendValue().readReply();
		peer.send(new byte[] { MessageNumber.NEWKEYS, 0 }).expectDisconnect(Reason.PROTOCOL_ERROR);
	}

	@Test
	void packetsThatStayPlainBehindNewKeysAreRefused() throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer().sendValue().readReply();
		peer.send(new byte[] { MessageNumber.NEWKEYS });
		peer.send(new byte[] { MessageNumber.SERVICE_REQUEST, 0, 0, 0, 0 }).hangUp().awaitClosed();
		assertThat(attack.questions()).isEmpty();
	}

	@Test
	void packetsUnderNewKeysBeforeNewKeysAreRefused() throws IOException {
		ScriptedPeer peer = attack.identified();
		PeerKeyExchange exchange = peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer().sendValue().readReply();
		peer.useKeys(exchange.outCipher());
		peer.send(new byte[] { MessageNumber.NEWKEYS }).hangUp().awaitClosed();
		attack.server().awaitQuiet();
		assertThat(attack.questions()).isEmpty();
	}

	private static String refusal(String method, byte[] value) throws IOException {
		try (ScriptedPeer peer = attack.identified()) {
			peer.keyExchange(KexOffer.DEFAULT.withMethod(method)).sendOffer().readOffer().sendValue(value);
			return peer.expectDisconnect(Reason.KEY_EXCHANGE_FAILED);
		}
	}

	private static byte[] hybridValue() throws IOException {
		try (ScriptedPeer peer = attack.identified()) {
			return peer.keyExchange(KexOffer.DEFAULT.withMethod(HYBRID)).sendOffer().readOffer().sendValue().value();
		}
	}

	private static ScriptedPeer offered() throws IOException {
		ScriptedPeer peer = attack.identified();
		peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer();
		return peer;
	}

}
