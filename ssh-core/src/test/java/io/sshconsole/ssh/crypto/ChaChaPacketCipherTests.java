package io.sshconsole.ssh.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import io.sshconsole.ssh.wire.DisconnectException;
import org.bouncycastle.crypto.engines.ChaChaEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ChaChaPacketCipherTests {

	private final byte[] key = new byte[64];

	ChaChaPacketCipherTests() {
		new Random(3).nextBytes(this.key);
	}

	/**
	 * Bouncy Castle's engine is the original ChaCha20 with 64 bits of nonce.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 255, 256, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff })
	void sealsAsTheOriginalChaCha20AndPoly1305Do(int sequence) throws DisconnectException {
		byte[] packet = new byte[300];
		new Random(4).nextBytes(packet);
		byte[] out = new byte[300];
		int length = new ChaChaPacketCipher(this.key).seal(sequence, packet, 200, out, 0);
		int packetLength = length - 4 - 16;
		assertThat(packetLength).isEqualTo(208);

		byte[] expected = new byte[length];
		ChaChaEngine header = engine(32, sequence);
		header.processBytes(HexFormat.of().parseHex("000000d0"), 0, 4, expected, 0);
		ChaChaEngine body = engine(0, sequence);
		byte[] polyKey = new byte[64];
		body.processBytes(new byte[64], 0, 64, polyKey, 0);
		packet[4] = 7;
		body.processBytes(packet, 4, packetLength, expected, 4);
		org.bouncycastle.crypto.macs.Poly1305 poly1305 = new org.bouncycastle.crypto.macs.Poly1305();
		poly1305.init(new KeyParameter(polyKey, 0, 32));
		poly1305.update(expected, 0, length - 16);
		poly1305.doFinal(expected, length - 16);
		assertThat(Arrays.copyOf(out, length)).isEqualTo(expected);
	}

	@Test
	void encryptsTheLength() throws DisconnectException {
		byte[] out = new byte[100];
		ChaChaPacketCipher cipher = new ChaChaPacketCipher(this.key);
		cipher.seal(1, new byte[100], 20, out, 0);
		int first = Framing.getInt(out, 0);
		cipher.seal(2, new byte[100], 20, out, 0);
		assertThat(Framing.getInt(out, 0)).isNotEqualTo(first);
	}

	@Test
	void doesNotUseASequenceNumberTwice() throws DisconnectException {
		ChaChaPacketCipher cipher = new ChaChaPacketCipher(this.key);
		cipher.seal(1, new byte[100], 20, new byte[100], 0);
		assertThatIllegalStateException().isThrownBy(() -> cipher.seal(1, new byte[100], 20, new byte[100], 0));
	}

	@Test
	void stopsBeforeTheSequenceNumbersRepeat() throws DisconnectException {
		ChaChaPacketCipher cipher = new ChaChaPacketCipher(this.key, Framing.withoutLength(8, 16, 1));
		cipher.seal(1, new byte[100], 20, new byte[100], 0);
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> cipher.seal(2, new byte[100], 20, new byte[100], 0));
	}

	private ChaChaEngine engine(int keyOffset, int sequence) {
		byte[] nonce = new byte[8];
		Framing.putInt(nonce, 4, sequence);
		ChaChaEngine engine = new ChaChaEngine(20);
		engine.init(true, new ParametersWithIV(new KeyParameter(this.key, keyOffset, 32), nonce));
		return engine;
	}

}
