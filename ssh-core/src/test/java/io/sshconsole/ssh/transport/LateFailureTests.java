package io.sshconsole.ssh.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Packets whose length is encrypted and not authenticated: an attacker who sends bytes
 * one by one must not learn from the moment of our failure what they were decrypted to
 * (CVE-2008-5161).
 */
class LateFailureTests {

	private static final int LIMIT = TransportConfig.MAX_PACKET_BEFORE_AUTHENTICATION;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 20, 31, 40, 63 })
	void everyFailureShowsAfterTheSameNumberOfBytes(int changed) throws IOException {
		byte[] packet = sealed();
		packet[changed] ^= (byte) 0x80;
		int total = LIMIT + create(MacAlgorithm.HMAC_SHA2_256).overhead();
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> read(packet, total, MacAlgorithm.HMAC_SHA2_256))
			.withMessage("a corrupted packet")
			.returns(Reason.MAC_ERROR.code(), DisconnectException::reasonCode);
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> read(packet, total - 1, MacAlgorithm.HMAC_SHA2_256))
			.returns(Reason.CONNECTION_LOST.code(), DisconnectException::reasonCode);
	}

	@Test
	void aGoodPacketIsReadAtOnce() throws IOException {
		byte[] packet = sealed();
		read(packet, packet.length, MacAlgorithm.HMAC_SHA2_256);
	}

	@Test
	void whatIsVerifiedBeforeItIsDecryptedFailsAtOnce() {
		byte[] noise = new byte[200];
		new Random(3).nextBytes(noise);
		Arrays.fill(noise, 0, 4, (byte) 0);
		noise[3] = 48;
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> read(noise, noise.length, MacAlgorithm.HMAC_SHA2_256_ETM))
			.returns(Reason.MAC_ERROR.code(), DisconnectException::reasonCode);
	}

	private static void read(byte[] packet, int total, MacAlgorithm mac) throws IOException {
		PacketReader reader = new PacketReader(new ByteArrayInputStream(Arrays.copyOf(packet, total)),
				TransportConfig.builder().build());
		reader.use(create(mac), false);
		reader.read();
	}

	private static byte[] sealed() throws IOException {
		PacketCipher cipher = create(MacAlgorithm.HMAC_SHA2_256);
		byte[] plain = new byte[PacketCipher.PAYLOAD_OFFSET + 11 + PacketCipher.MAX_PADDING];
		byte[] sealed = new byte[200];
		int length = cipher.seal(0, plain, 11, sealed, 0);
		return Arrays.copyOf(sealed, length);
	}

	private static PacketCipher create(MacAlgorithm mac) {
		return CipherAlgorithm.AES128_CTR.create(new byte[16], new byte[16], mac, new byte[mac.keyLength()]);
	}

}
