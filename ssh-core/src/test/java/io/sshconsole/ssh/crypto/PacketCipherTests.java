package io.sshconsole.ssh.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.sshconsole.ssh.wire.DisconnectException;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What every cipher promises.
 */
class PacketCipherTests {

	private static final int MAX_PACKET_LENGTH = 256 * 1024;

	private static final int PROTOCOL_ERROR = 2;

	private static final int MAC_ERROR = 5;

	private final Random random = new Random(7);

	static Stream<Named<Supplier<PacketCipher>>> ciphers() {
		return Stream.concat(Stream.of(Named.of("none", PacketCipher::none)), protectingCiphers());
	}

	static Stream<Named<Supplier<PacketCipher>>> protectingCiphers() {
		List<Named<Supplier<PacketCipher>>> ciphers = new ArrayList<>();
		for (CipherAlgorithm cipher : CipherAlgorithm.values()) {
			if (cipher.isAuthenticated()) {
				ciphers.add(Named.of(cipher.algorithmName(),
						() -> cipher.create(secret(cipher.keyLength()), secret(cipher.ivLength()), null, new byte[0])));
				continue;
			}
			for (MacAlgorithm mac : MacAlgorithm.values()) {
				ciphers.add(Named.of(cipher.algorithmName() + " " + mac.algorithmName(), () -> cipher
					.create(secret(cipher.keyLength()), secret(cipher.ivLength()), mac, secret(mac.keyLength()))));
			}
		}
		return ciphers.stream();
	}

	@ParameterizedTest
	@MethodSource("ciphers")
	void opensWhatItSealedAtEveryLengthAndOffset(Supplier<PacketCipher> ciphers) throws DisconnectException {
		PacketCipher sender = ciphers.get();
		PacketCipher receiver = ciphers.get();
		int[] lengths = { 1, 2, 3, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 26, 27, 28, 29, 31, 32, 33, 63, 64, 65, 255,
				256, 1000, 32768, MAX_PACKET_LENGTH - 40 };
		int sequence = Integer.MAX_VALUE - 5;
		for (int length : lengths) {
			byte[] payload = bytes(length);
			byte[] packet = packet(payload);
			int offset = this.random.nextInt(20);
			byte[] wire = new byte[offset + length + sender.overhead()];
			int sealed = sender.seal(sequence, packet, length, wire, offset);
			assertThat(sealed).isLessThanOrEqualTo(length + sender.overhead());
			byte[] arrived = Arrays.copyOf(wire, offset + sealed);
			assertThat(receiver.wireLength(sequence, arrived, offset, MAX_PACKET_LENGTH)).isEqualTo(sealed);
			byte[] opened = new byte[sealed];
			assertThat(receiver.open(sequence, arrived, offset, sealed, opened)).isEqualTo(length);
			assertThat(payload(opened, length)).isEqualTo(payload);
			sequence++;
		}
	}

	@ParameterizedTest
	@MethodSource("ciphers")
	void leavesTheArrivedBytesAndTheirNeighboursAlone(Supplier<PacketCipher> ciphers) throws DisconnectException {
		byte[] wire = new byte[200];
		Arrays.fill(wire, (byte) 0x55);
		int sealed = ciphers.get().seal(0, packet(bytes(50)), 50, wire, 20);
		assertThat(Arrays.copyOf(wire, 20)).containsOnly(0x55);
		assertThat(Arrays.copyOfRange(wire, 20 + sealed, 200)).containsOnly(0x55);
		byte[] before = wire.clone();
		open(ciphers.get(), 0, wire, 20);
		assertThat(wire).isEqualTo(before);
	}

	@ParameterizedTest
	@MethodSource("ciphers")
	void padsWithTheCallersRandomBytes(Supplier<PacketCipher> ciphers) throws DisconnectException {
		byte[] packet = packet(bytes(21));
		byte[] random = Arrays.copyOfRange(packet, PacketCipher.PAYLOAD_OFFSET + 21, packet.length);
		byte[] wire = new byte[200];
		int sealed = ciphers.get().seal(0, packet, 21, wire, 0);
		byte[] opened = new byte[sealed];
		PacketCipher receiver = ciphers.get();
		receiver.open(0, wire, 0, receiver.wireLength(0, wire, 0, MAX_PACKET_LENGTH), opened);
		int padding = opened[4];
		assertThat(padding).isBetween(4, 19);
		assertThat(Arrays.copyOfRange(opened, 26, 26 + padding)).isEqualTo(Arrays.copyOf(random, padding));
	}

	@ParameterizedTest
	@MethodSource("protectingCiphers")
	void hidesThePayload(Supplier<PacketCipher> ciphers) throws DisconnectException {
		PacketCipher cipher = ciphers.get();
		byte[] first = new byte[200];
		byte[] second = new byte[200];
		byte[] packet = packet(new byte[64]);
		int sealed = cipher.seal(0, packet, 64, first, 0);
		cipher.seal(1, packet, 64, second, 0);
		assertThat(Arrays.copyOfRange(first, 4, sealed)).isNotEqualTo(Arrays.copyOfRange(second, 4, sealed));
		assertThat(Arrays.copyOfRange(first, 5, 69)).isNotEqualTo(new byte[64]);
	}

	@ParameterizedTest
	@MethodSource("protectingCiphers")
	void refusesEveryFlippedBit(Supplier<PacketCipher> ciphers) throws DisconnectException {
		byte[] wire = new byte[200];
		int sealed = ciphers.get().seal(3, packet(bytes(40)), 40, wire, 0);
		for (int bit = 0; bit < 8 * sealed; bit++) {
			byte[] flipped = wire.clone();
			flipped[bit / 8] ^= (byte) (1 << (bit % 8));
			// A longer length that fits the limit makes the receiver wait for more bytes
			byte[] arrived = Arrays.copyOf(flipped, 300);
			int allowed = (bit < 32) ? PROTOCOL_ERROR : MAC_ERROR;
			assertThatExceptionOfType(DisconnectException.class).as("bit %d", bit)
				.isThrownBy(() -> open(ciphers.get(), 3, arrived, 0, 200))
				.satisfies((ex) -> assertThat(ex.reasonCode()).isIn(allowed, MAC_ERROR));
		}
	}

	@ParameterizedTest
	@MethodSource("protectingCiphers")
	void refusesAPacketThatIsReplayedOrOutOfOrder(Supplier<PacketCipher> ciphers) throws DisconnectException {
		PacketCipher sender = ciphers.get();
		byte[] first = new byte[200];
		byte[] second = new byte[200];
		sender.seal(0, packet(bytes(40)), 40, first, 0);
		sender.seal(1, packet(bytes(40)), 40, second, 0);
		PacketCipher receiver = ciphers.get();
		open(receiver, 0, first, 0);
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> open(receiver, 1, first, 0));
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> open(ciphers.get(), 0, second, 0));
	}

	@ParameterizedTest
	@MethodSource("protectingCiphers")
	void refusesAPacketOfAnotherKey(Supplier<PacketCipher> ciphers) throws DisconnectException {
		byte[] wire = new byte[200];
		ciphers.get().seal(0, packet(bytes(40)), 40, wire, 0);
		for (Supplier<PacketCipher> others : protectingCiphers().map(Named::getPayload).toList()) {
			if (others.get().getClass() != ciphers.get().getClass()) {
				assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> open(others.get(), 0, wire, 0));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("ciphers")
	void refusesLengthsThatAreOutOfRangeOrNotAligned(Supplier<PacketCipher> ciphers) throws DisconnectException {
		byte[] wire = new byte[200];
		int sealed = ciphers.get().seal(0, packet(bytes(40)), 40, wire, 0);
		int length = sealed - tagLength(ciphers.get()) - 4;
		int max = length + 32;
		for (int wrong : new int[] { 0, 1, 4, 5, length - 1, length + 1, length + 4, max + 1, max + 16, 0x7fff_ffff,
				0x8000_0000, 0xffff_fff0, 0xffff_fffc, 0xffff_ffff }) {
			byte[] changed = wire.clone();
			Framing.putInt(changed, 0, Framing.getInt(wire, 0) ^ length ^ wrong);
			assertThatExceptionOfType(DisconnectException.class).as(Integer.toUnsignedString(wrong))
				.isThrownBy(() -> ciphers.get().wireLength(0, changed, 0, max))
				.satisfies((ex) -> assertThat(ex.reasonCode())
					.isEqualTo(ciphers.get().failsLate() ? MAC_ERROR : PROTOCOL_ERROR));
		}
		for (int right : new int[] { length, length + 16, max }) {
			byte[] changed = wire.clone();
			Framing.putInt(changed, 0, Framing.getInt(wire, 0) ^ length ^ right);
			assertThat(ciphers.get().wireLength(0, changed, 0, max)).isEqualTo(sealed - length + right);
		}
	}

	@ParameterizedTest
	@MethodSource("ciphers")
	void sealsNoEmptyPayload(Supplier<PacketCipher> ciphers) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ciphers.get().seal(0, new byte[100], 0, new byte[100], 0));
	}

	@ParameterizedTest
	@MethodSource("ciphers")
	void survivesRandomBytes(Supplier<PacketCipher> ciphers) {
		for (int i = 0; i < 2_000; i++) {
			byte[] noise = bytes(400);
			noise[0] = 0;
			noise[1] = 0;
			noise[2] = 0;
			PacketCipher cipher = ciphers.get();
			assertThatThrownBy(() -> {
				open(cipher, 0, noise, 0, 255);
				// Without protection noise may be a packet
				throw DisconnectException.protocolError("opened");
			}).isInstanceOf(DisconnectException.class);
		}
	}

	private static int open(PacketCipher cipher, int sequence, byte[] wire, int offset) throws DisconnectException {
		return open(cipher, sequence, wire, offset, MAX_PACKET_LENGTH);
	}

	private static int open(PacketCipher cipher, int sequence, byte[] wire, int offset, int maxPacketLength)
			throws DisconnectException {
		int length = cipher.wireLength(sequence, wire, offset, maxPacketLength);
		return cipher.open(sequence, wire, offset, length, new byte[length]);
	}

	private static int tagLength(PacketCipher cipher) {
		int block = (cipher instanceof ChaChaPacketCipher || cipher.overhead() == 16) ? 8 : 16;
		return cipher.overhead() - PacketCipher.PAYLOAD_OFFSET - 3 - block;
	}

	private byte[] packet(byte[] payload) {
		byte[] packet = bytes(PacketCipher.PAYLOAD_OFFSET + payload.length + PacketCipher.MAX_PADDING);
		System.arraycopy(payload, 0, packet, PacketCipher.PAYLOAD_OFFSET, payload.length);
		return packet;
	}

	private static byte[] payload(byte[] packet, int length) {
		return Arrays.copyOfRange(packet, PacketCipher.PAYLOAD_OFFSET, PacketCipher.PAYLOAD_OFFSET + length);
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

	private static byte[] secret(int length) {
		byte[] secret = new byte[length];
		new Random(length).nextBytes(secret);
		return secret;
	}

}
