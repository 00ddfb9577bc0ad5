package io.sshconsole.ssh.crypto;

import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EncryptAndMacPacketCipherTests {

	private static final String PAYLOAD = "5e0000000000000007abcd";

	private static final String PADDING = "a1a2a3a4a5a6a7a8a9aaabacadaeafb0";

	@ParameterizedTest
	@CsvSource({ "AES128_CTR, 16, HMAC_SHA2_256, HmacSHA256, 32", "AES192_CTR, 24, HMAC_SHA2_512, HmacSHA512, 64",
			"AES256_CTR, 32, HMAC_SHA1, HmacSHA1, 20" })
	void encryptsTheLengthTooAndAuthenticatesThePlainPacket(CipherAlgorithm algorithm, int keyLength,
			MacAlgorithm macAlgorithm, String jcaName, int macKeyLength) throws Exception {
		byte[] key = bytes(keyLength, 1);
		byte[] iv = bytes(16, 2);
		byte[] macKey = bytes(macKeyLength, 3);
		Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
		aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
		Mac mac = Mac.getInstance(jcaName);
		mac.init(new SecretKeySpec(macKey, jcaName));
		PacketCipher cipher = algorithm.create(key, iv, macAlgorithm, macKey);
		// The second packet shows that the key stream goes on
		for (String sequence : new String[] { "fffffffe", "ffffffff" }) {
			String plain = "0000001c" + "10" + PAYLOAD + PADDING;
			byte[] encrypted = aes.update(HexFormat.of().parseHex(plain));
			byte[] tag = mac.doFinal(HexFormat.of().parseHex(sequence + plain));
			byte[] out = new byte[200];
			int length = cipher.seal((int) Long.parseLong(sequence, 16), packet(), 11, out, 0);
			assertThat(HexFormat.of().formatHex(out, 0, length))
				.isEqualTo(HexFormat.of().formatHex(encrypted) + HexFormat.of().formatHex(tag));
		}
	}

	@Test
	void needsABlockToLearnTheLength() throws DisconnectException {
		assertThat(create().headerLength()).isEqualTo(16);
		byte[] wire = new byte[200];
		int length = create().seal(0, packet(), 11, wire, 0);
		byte[] header = Arrays.copyOf(wire, 16);
		assertThat(create().wireLength(0, header, 0, 1000)).isEqualTo(length);
	}

	/**
	 * The attack of CVE-2008-5161 tells a wrong length from a wrong code.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 20, 31, 32, 63 })
	void failsTheSameWayWhateverIsWrong(int changed) throws DisconnectException {
		byte[] wire = new byte[200];
		int length = create().seal(0, packet(), 11, wire, 0);
		assertThat(length).isEqualTo(64);
		wire[changed] ^= (byte) 0x80;
		PacketCipher receiver = create();
		assertThat(receiver.failsLate()).isTrue();
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> receiver.open(0, wire, 0, receiver.wireLength(0, wire, 0, 1000), new byte[1100]))
			.withMessage("a corrupted packet")
			.satisfies((ex) -> assertThat(ex.reasonCode()).isEqualTo(Reason.MAC_ERROR.code()));
	}

	@Test
	void otherCiphersMayFailAtOnce() {
		assertThat(PacketCipher.none().failsLate()).isFalse();
		assertThat(CipherAlgorithm.AES128_CTR
			.create(new byte[16], new byte[16], MacAlgorithm.HMAC_SHA2_256_ETM, new byte[32])
			.failsLate()).isFalse();
	}

	private static PacketCipher create() {
		return CipherAlgorithm.AES128_CTR.create(new byte[16], new byte[16], MacAlgorithm.HMAC_SHA2_256, new byte[32]);
	}

	private static byte[] packet() {
		byte[] packet = new byte[200];
		byte[] content = HexFormat.of().parseHex(PAYLOAD + PADDING + PADDING);
		System.arraycopy(content, 0, packet, PacketCipher.PAYLOAD_OFFSET, content.length);
		return packet;
	}

	private static byte[] bytes(int length, int value) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) value);
		return bytes;
	}

}
