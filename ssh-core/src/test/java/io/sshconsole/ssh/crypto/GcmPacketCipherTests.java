package io.sshconsole.ssh.crypto;

import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GcmPacketCipherTests {

	private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

	@ParameterizedTest
	@CsvSource({ "0a0b0c0d0000000000000000, 0a0b0c0d0000000000000001",
			"0a0b0c0d00000000000000ff, 0a0b0c0d0000000000000100", "0a0b0c0d7fffffffffffffff, 0a0b0c0d8000000000000000",
			"ffffffffffffffffffffffff, ffffffff0000000000000000" })
	void countsTheNonceUpInItsLastEightBytes(String iv, String next) throws Exception {
		GcmPacketCipher cipher = new GcmPacketCipher(KEY, HexFormat.of().parseHex(iv));
		assertThat(seal(cipher)).isEqualTo(expected(iv, "04"));
		assertThat(seal(cipher)).isEqualTo(expected(next, "04"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "03", "0f", "ff" })
	void refusesAWrongPaddingInAGenuinePacket(String padding) throws Exception {
		String iv = "0a0b0c0d0000000000000000";
		byte[] wire = HexFormat.of().parseHex(expected(iv, padding));
		GcmPacketCipher cipher = new GcmPacketCipher(KEY, HexFormat.of().parseHex(iv));
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> cipher.open(0, wire, 0, wire.length, new byte[wire.length]))
			.satisfies((ex) -> assertThat(ex.reasonCode()).isEqualTo(2));
	}

	@Test
	void stopsBeforeTheNonceRepeats() throws DisconnectException {
		GcmPacketCipher sender = new GcmPacketCipher(KEY, new byte[12], Framing.withoutLength(16, 16, 2));
		GcmPacketCipher receiver = new GcmPacketCipher(KEY, new byte[12], Framing.withoutLength(16, 16, 2));
		for (int i = 0; i < 2; i++) {
			byte[] wire = HexFormat.of().parseHex(seal(sender));
			receiver.open(i, wire, 0, receiver.wireLength(i, wire, 0, 1000), new byte[wire.length]);
		}
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> seal(sender));
		byte[] header = { 0, 0, 0, 16 };
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> receiver.wireLength(2, header, 0, 1000))
			.withMessageContaining("too many packets");
	}

	private static String seal(GcmPacketCipher cipher) throws DisconnectException {
		byte[] packet = new byte[100];
		byte[] content = HexFormat.of().parseHex("5e0000000000000007abcda1a2a3a4");
		System.arraycopy(content, 0, packet, PacketCipher.PAYLOAD_OFFSET, content.length);
		byte[] out = new byte[100];
		int length = cipher.seal(0, packet, 11, out, 0);
		return HexFormat.of().formatHex(out, 0, length);
	}

	private static String expected(String nonce, String padding) throws Exception {
		Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
		gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"),
				new GCMParameterSpec(128, HexFormat.of().parseHex(nonce)));
		gcm.updateAAD(HexFormat.of().parseHex("00000010"));
		byte[] sealed = gcm.doFinal(HexFormat.of().parseHex(padding + "5e0000000000000007abcda1a2a3a4"));
		return "00000010" + HexFormat.of().formatHex(sealed);
	}

}
