package io.sshconsole.ssh.crypto;

import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StreamPacketCipherTests {

	@Test
	void framesWithoutProtectionInBlocksOfEight() throws DisconnectException {
		byte[] out = new byte[24];
		int length = PacketCipher.none().seal(0, packet("15", "a1a2a3a4a5a6a7a8a9aaab"), 1, out, 0);
		assertThat(HexFormat.of().formatHex(out, 0, length))
			.isEqualTo("0000000c" + "0a" + "15" + "a1a2a3a4a5a6a7a8a9aa");
	}

	@ParameterizedTest
	@CsvSource({ "0000000c0a15a1a2a3a4a5a6a7a8a9aa, 1", "0000000c041501020304050607a1a2a3, 7" })
	void opensUnprotectedPackets(String wire, int payloadLength) throws DisconnectException {
		byte[] in = HexFormat.of().parseHex(wire);
		PacketCipher cipher = PacketCipher.none();
		assertThat(cipher.wireLength(0, in, 0, 1000)).isEqualTo(16);
		assertThat(cipher.open(0, in, 0, 16, new byte[16])).isEqualTo(payloadLength);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "03", "0b", "0c", "7f", "80", "ff" })
	void refusesAPaddingThatIsTooShortOrLeavesNoPayload(String padding) {
		byte[] in = HexFormat.of().parseHex("0000000c" + padding + "15a1a2a3a4a5a6a7a8a9aa");
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> PacketCipher.none().open(0, in, 0, 16, new byte[16]))
			.satisfies((ex) -> assertThat(ex.reasonCode()).isEqualTo(2));
	}

	@ParameterizedTest
	@CsvSource({ "AES128_CTR, 16, HMAC_SHA2_256_ETM, HmacSHA256, 32",
			"AES256_CTR, 32, HMAC_SHA2_512_ETM, HmacSHA512, 64" })
	void encryptsThenAuthenticatesSequenceLengthAndCiphertext(CipherAlgorithm algorithm, int keyLength,
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
			String plain = "04" + "5e0000000000000007abcd" + "a1a2a3a4";
			byte[] encrypted = aes.update(HexFormat.of().parseHex(plain));
			String body = "00000010" + HexFormat.of().formatHex(encrypted);
			byte[] tag = mac.doFinal(HexFormat.of().parseHex(sequence + body));
			byte[] out = new byte[200];
			int length = cipher.seal((int) Long.parseLong(sequence, 16), packet("5e0000000000000007abcd", "a1a2a3a4"),
					11, out, 0);
			assertThat(HexFormat.of().formatHex(out, 0, length)).isEqualTo(body + HexFormat.of().formatHex(tag));
		}
	}

	@Test
	void decryptsNothingOfAForgedPacket() throws DisconnectException {
		byte[] wire = new byte[100];
		PacketCipher sender = CipherAlgorithm.AES128_CTR.create(new byte[16], new byte[16],
				MacAlgorithm.HMAC_SHA2_256_ETM, new byte[32]);
		int length = sender.seal(0, packet("5e0000000000000007abcd", "a1a2a3a4"), 11, wire, 0);
		wire[length - 1] ^= 1;
		PacketCipher receiver = CipherAlgorithm.AES128_CTR.create(new byte[16], new byte[16],
				MacAlgorithm.HMAC_SHA2_256_ETM, new byte[32]);
		byte[] packet = new byte[length];
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> receiver.open(0, wire, 0, length, packet));
		assertThat(packet).containsOnly(0);
	}

	private static byte[] packet(String payload, String behind) {
		byte[] packet = new byte[200];
		byte[] content = HexFormat.of().parseHex(payload + behind);
		System.arraycopy(content, 0, packet, PacketCipher.PAYLOAD_OFFSET, content.length);
		return packet;
	}

	private static byte[] bytes(int length, int value) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) value);
		return bytes;
	}

}
