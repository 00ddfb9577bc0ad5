package io.sshconsole.ssh.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireReader;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Whoever flips bits on the way learns nothing: what came before is read, then the
 * connection ends, and always in the same way.
 */
class CorruptedStreamTests {

	private static final int LENGTH_FIELD = 4;

	/**
	 * Enough for every packet that a damaged length can promise.
	 */
	private static final byte[] REST = new byte[TransportConfig.MAX_PACKET_BEFORE_AUTHENTICATION + 100];

	private static final int[] PAYLOADS = { 1, 40, 16, 100, 7 };

	static Stream<Named<Supplier<PacketCipher>>> ciphers() {
		List<Named<Supplier<PacketCipher>>> ciphers = new ArrayList<>();
		for (CipherAlgorithm cipher : CipherAlgorithm.values()) {
			byte[] key = new byte[cipher.keyLength()];
			key[0] = 1; // the two keys of ChaCha20 must differ
			byte[] iv = new byte[cipher.ivLength()];
			if (cipher.isAuthenticated()) {
				ciphers.add(Named.of(cipher.algorithmName(), () -> cipher.create(key, iv, null, new byte[0])));
				continue;
			}
			for (MacAlgorithm mac : MacAlgorithm.values()) {
				ciphers.add(Named.of(cipher.algorithmName() + " " + mac.algorithmName(),
						() -> cipher.create(key, iv, mac, new byte[mac.keyLength()])));
			}
		}
		return ciphers.stream();
	}

	@ParameterizedTest
	@MethodSource("ciphers")
	void everyFlippedBitEndsTheStreamAtItsPacketInTheSameWay(Supplier<PacketCipher> ciphers) throws IOException {
		List<Integer> ends = new ArrayList<>();
		byte[] stream = stream(ciphers.get(), ends);
		for (int i = 0; i < stream.length; i++) {
			byte[] damaged = Arrays.copyOf(stream, stream.length + REST.length);
			damaged[i] ^= (byte) (1 << (i % 8));
			PacketReader reader = new PacketReader(new ByteArrayInputStream(damaged),
					TransportConfig.builder().build());
			reader.use(ciphers.get(), false);
			int packet = indexOf(i, ends);
			for (int good = 0; good < packet; good++) {
				WireReader payload = reader.read();
				assertThat(payload.readBytes(payload.remaining())).isEqualTo(payload(good));
			}
			DisconnectException failure = catchThrowableOfType(DisconnectException.class, reader::read);
			boolean inLength = i - ((packet > 0) ? ends.get(packet - 1) : 0) < LENGTH_FIELD;
			if (!inLength || ciphers.get().failsLate()) {
				assertThat(failure).as("byte %d", i).hasMessage("a corrupted packet");
			}
			assertThat(failure.reasonCode()).as("byte %d", i)
				.isIn(Reason.MAC_ERROR.code(), inLength ? Reason.PROTOCOL_ERROR.code() : Reason.MAC_ERROR.code());
		}
	}

	private static byte[] stream(PacketCipher cipher, List<Integer> ends) throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		batch.use(cipher, false);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (int i = 0; i < PAYLOADS.length; i++) {
			batch.seal(payload(i));
			batch.writeTo(out);
			ends.add(out.size());
		}
		return out.toByteArray();
	}

	private static byte[] payload(int index) {
		byte[] payload = new byte[PAYLOADS[index]];
		Arrays.fill(payload, (byte) (90 + index));
		return payload;
	}

	private static int indexOf(int position, List<Integer> ends) {
		int index = 0;
		while (position >= ends.get(index)) {
			index++;
		}
		return index;
	}

}
