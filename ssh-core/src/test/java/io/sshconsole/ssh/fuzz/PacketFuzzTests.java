package io.sshconsole.ssh.fuzz;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.crypto.PayloadDeflater;
import io.sshconsole.ssh.crypto.PayloadInflater;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes off the wire: what the ciphers make of them, each on its own, and what a
 * connection makes of them from its first byte on.
 */
class PacketFuzzTests {

	private static final int DAMAGED = 20_000;

	private static final int DAMAGED_CONNECTIONS = 300;

	/**
	 * The limit before authentication.
	 */
	private static final int MAX_PACKET = 35_000;

	private static final int MAX_PAYLOAD = 256 * 1024;

	// Ciphers

	/**
	 * Returns a sealed packet for each cipher, behind the number of the cipher.
	 */
	static List<byte[]> sealedPackets() throws DisconnectException {
		List<byte[]> packets = new ArrayList<>();
		for (int number = 0; number < numberOfCiphers(); number++) {
			byte[] sealed = seal(cipher(number), ClientMessages.ignore(11).toByteArray());
			byte[] packet = new byte[1 + sealed.length];
			packet[0] = (byte) number;
			System.arraycopy(sealed, 0, packet, 1, sealed.length);
			packets.add(packet);
		}
		return packets;
	}

	/**
	 * No bytes but those that were sealed are opened by a cipher with a key.
	 */
	@MethodSource("sealedPackets")
	@FuzzTest
	void sealedPacket(byte[] data) {
		if (data.length == 0) {
			return;
		}
		int number = Byte.toUnsignedInt(data[0]) % numberOfCiphers();
		boolean opened = Harmless.run(data.length,
				() -> open(cipher(number), Arrays.copyOfRange(data, 1, data.length)));
		if (opened && number > 0 && !isSealed(number, data)) {
			throw new AssertionError("a forged packet");
		}
	}

	private static boolean isSealed(int number, byte[] data) {
		try {
			byte[] sealed = seal(cipher(number), ClientMessages.ignore(11).toByteArray());
			return Arrays.equals(sealed, 0, sealed.length, data, 1, Math.min(data.length, 1 + sealed.length));
		}
		catch (DisconnectException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void open(PacketCipher cipher, byte[] wire) throws DisconnectException {
		if (wire.length < cipher.headerLength()) {
			throw new DisconnectException(Reason.CONNECTION_LOST, "too short");
		}
		int wireLength = cipher.wireLength(0, wire, 0, MAX_PACKET);
		if (wireLength < cipher.headerLength() || wireLength > MAX_PACKET + cipher.overhead()) {
			throw new AssertionError("a length of " + wireLength);
		}
		if (wire.length < wireLength) {
			throw new DisconnectException(Reason.CONNECTION_LOST, "too short");
		}
		int length = cipher.open(0, wire, 0, wireLength, new byte[wireLength]);
		if (length < 1 || length > wireLength - PacketCipher.PAYLOAD_OFFSET) {
			throw new AssertionError("a payload of " + length + " bytes in a packet of " + wireLength);
		}
	}

	private static byte[] seal(PacketCipher cipher, byte[] payload) throws DisconnectException {
		byte[] packet = new byte[PacketCipher.PAYLOAD_OFFSET + payload.length + PacketCipher.MAX_PADDING];
		System.arraycopy(payload, 0, packet, PacketCipher.PAYLOAD_OFFSET, payload.length);
		byte[] sealed = new byte[payload.length + cipher.overhead()];
		return Arrays.copyOf(sealed, cipher.seal(0, packet, payload.length, sealed, 0));
	}

	private static int numberOfCiphers() {
		return 1 + CipherAlgorithm.values().length * MacAlgorithm.values().length;
	}

	/**
	 * Makes a cipher with a key that everybody knows. Its halves differ: ChaCha20 refuses
	 * to use one key for two things.
	 * @param number 0 for none, then each cipher with each MAC
	 */
	private static PacketCipher cipher(int number) {
		if (number == 0) {
			return PacketCipher.none();
		}
		CipherAlgorithm cipher = CipherAlgorithm.values()[(number - 1) / MacAlgorithm.values().length];
		MacAlgorithm mac = MacAlgorithm.values()[(number - 1) % MacAlgorithm.values().length];
		byte[] key = new byte[cipher.keyLength()];
		for (int i = 0; i < key.length; i++) {
			key[i] = (byte) i;
		}
		byte[] iv = new byte[cipher.ivLength()];
		return cipher.isAuthenticated() ? cipher.create(key, iv, null, new byte[0])
				: cipher.create(key, iv, mac, new byte[mac.keyLength()]);
	}

	@Test
	void damagedPacketsAreHarmless() throws DisconnectException {
		Damage.each(sealedPackets(), DAMAGED, this::sealedPacket);
	}

	// Compressed payloads

	static List<byte[]> compressedPayloads() {
		List<byte[]> payloads = new ArrayList<>();
		for (int length : new int[] { 1, 30, 4096, 200_000, MAX_PAYLOAD + 1 }) {
			try (PayloadDeflater deflater = Compression.ZLIB_DELAYED.newDeflater()) {
				byte[] payload = new byte[length];
				for (int i = 0; i < Math.min(length, 5000); i++) {
					payload[i] = (byte) (i * i);
				}
				int size = deflater.deflate(payload, 0, length);
				payloads.add(Arrays.copyOfRange(deflater.packet(), PacketCipher.PAYLOAD_OFFSET,
						PacketCipher.PAYLOAD_OFFSET + size));
			}
		}
		return payloads;
	}

	@MethodSource("compressedPayloads")
	@FuzzTest
	void compressedPayload(byte[] data) {
		Harmless.run(data.length, () -> {
			try (PayloadInflater inflater = Compression.ZLIB_DELAYED.newInflater()) {
				int half = data.length / 2;
				inflate(inflater, data, 0, half);
				inflate(inflater, data, half, data.length - half);
			}
		});
		Harmless.run(data.length, () -> {
			try (PayloadInflater inflater = Compression.ZLIB_DELAYED.newInflater()) {
				inflate(inflater, data, 0, data.length);
			}
		});
	}

	private static void inflate(PayloadInflater inflater, byte[] data, int offset, int length)
			throws DisconnectException {
		int size = inflater.inflate(data, offset, length);
		if (size < 1 || size > MAX_PAYLOAD || size > inflater.payload().length) {
			throw new AssertionError("a payload of " + size + " bytes");
		}
	}

	@Test
	void damagedPayloadsAreHarmless() {
		Damage.each(compressedPayloads(), DAMAGED / 10, this::compressedPayload);
	}

	// Connections

	static List<byte[]> connections() {
		byte[] opening = ReplayedClient.opening();
		byte[] lines = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
		return List.of(opening, Arrays.copyOf(opening, 300), Arrays.copyOf(opening, 30), lines);
	}

	/**
	 * From the identification through the first key exchange, to packets that nobody can
	 * seal.
	 */
	@MethodSource("connections")
	@FuzzTest
	void connection(byte[] data) {
		Harmless.run(data.length, () -> {
			PacketTransport transport = ReplayedClient.server(new ByteArrayInputStream(data),
					OutputStream.nullOutputStream());
			transport.start();
			while (true) {
				transport.read();
			}
		});
	}

	@Test
	void damagedConnectionsAreHarmless() {
		Damage.each(connections(), DAMAGED_CONNECTIONS, this::connection);
	}

}
