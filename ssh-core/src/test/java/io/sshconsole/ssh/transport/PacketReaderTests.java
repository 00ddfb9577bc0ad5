package io.sshconsole.ssh.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PacketReaderTests {

	private final Random random = new Random(5);

	private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

	/**
	 * What is sealed is read, however the bytes are cut to pieces on their way.
	 */
	@ParameterizedTest
	@EnumSource
	void readsWhatWasSealedInPiecesOfAnySize(CipherAlgorithm cipher) throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		batch.use(create(cipher), false);
		List<byte[]> payloads = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			byte[] payload = new byte[1 + this.random.nextInt((i % 50 == 0) ? 200_000 : 2000)];
			this.random.nextBytes(payload);
			batch.seal(payload);
			payloads.add(payload);
		}
		batch.writeTo(this.wire);
		PacketReader reader = new PacketReader(inPieces(this.wire.toByteArray()), TransportConfig.builder().build());
		reader.peerIsKnown();
		reader.use(create(cipher), false);
		for (byte[] payload : payloads) {
			WireReader packet = reader.read();
			assertThat(packet.readBytes(packet.remaining())).isEqualTo(payload);
		}
		assertThat(reader.packets()).isEqualTo(300);
		assertThat(reader.totalBytes()).isEqualTo(this.wire.size()).isEqualTo(reader.bytesUnderKey());
	}

	@Test
	void countsPacketsFromZeroAgainOnlyIfStrict() throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		for (int i = 0; i < 3; i++) {
			batch.seal(new byte[] { 2 });
		}
		batch.writeTo(this.wire);
		PacketReader reader = new PacketReader(new ByteArrayInputStream(this.wire.toByteArray()),
				TransportConfig.builder().build());
		reader.read();
		assertThat(reader.lastSequence()).isZero();
		reader.use(PacketCipher.none(), false);
		reader.read();
		assertThat(reader.lastSequence()).isEqualTo(1);
		reader.use(PacketCipher.none(), true);
		reader.read();
		assertThat(reader.lastSequence()).isZero();
		assertThat(reader.packets()).isEqualTo(3);
	}

	/**
	 * The time-out of the socket strikes wherever the peer pauses.
	 */
	@ParameterizedTest
	@EnumSource
	void aPeerThatPausesWithinAPacketLosesNothing(CipherAlgorithm cipher) throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		batch.use(create(cipher), false);
		for (int i = 0; i < 100; i++) {
			batch.seal(new byte[] { 42, (byte) i });
		}
		batch.writeTo(this.wire);
		PacketReader reader = new PacketReader(pausing(inPieces(this.wire.toByteArray())),
				TransportConfig.builder().build());
		reader.use(create(cipher), false);
		for (int i = 0; i < 100; i++) {
			WireReader packet = reader.read();
			assertThat(packet.readBytes(packet.remaining())).containsExactly(42, i);
		}
	}

	@Test
	void whoWaitsForAPacketHearsOfSilenceBetweenPacketsOnly() throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		batch.seal(new byte[] { 42 });
		batch.seal(new byte[] { 43 });
		batch.writeTo(this.wire);
		PacketReader reader = new PacketReader(pausing(new ByteArrayInputStream(this.wire.toByteArray())),
				TransportConfig.builder().build());
		assertThat(reader.await()).isFalse();
		assertThat(reader.await()).isTrue();
		assertThat(reader.await()).isTrue();
		assertThat(reader.read().readByte()).isEqualTo(42);
		assertThat(reader.await()).isTrue();
		assertThat(reader.read().readByte()).isEqualTo(43);
		assertThat(reader.await()).isFalse();
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(reader::await)
			.matches((ex) -> ex.reasonCode() == Reason.CONNECTION_LOST.code());
	}

	@Test
	void countsHowOftenItReadTheSocket() throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		for (int i = 0; i < 10; i++) {
			batch.seal(new byte[] { 42 });
		}
		batch.writeTo(this.wire);
		PacketReader reader = new PacketReader(new ByteArrayInputStream(this.wire.toByteArray()),
				TransportConfig.builder().build());
		for (int i = 0; i < 10; i++) {
			reader.read();
		}
		assertThat(reader.readings()).isEqualTo(1);
	}

	@Test
	void goesOnBehindTheIdentification() throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		batch.append(new byte[] { 'a', '\n' });
		batch.seal(new byte[] { 42 });
		batch.writeTo(this.wire);
		PacketReader reader = new PacketReader(new ByteArrayInputStream(this.wire.toByteArray()),
				TransportConfig.builder().build());
		assertThat(reader.readByte()).isEqualTo('a');
		assertThat(reader.readByte()).isEqualTo('\n');
		assertThat(reader.read().readByte()).isEqualTo(42);
	}

	@Test
	void tellsOnceForABurstThatItWaits() throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		for (int i = 0; i < 3; i++) {
			batch.seal(new byte[] { 2 });
		}
		batch.writeTo(this.wire);
		PacketReader reader = new PacketReader(new ByteArrayInputStream(this.wire.toByteArray()),
				TransportConfig.builder().build());
		List<Long> readBefore = new ArrayList<>();
		reader.beforeWaiting(() -> readBefore.add(reader.packets()));
		for (int i = 0; i < 3; i++) {
			reader.read();
		}
		assertThat(readBefore).containsExactly(0L);
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(reader::read);
		assertThat(readBefore).containsExactly(0L, 3L);
	}

	/**
	 * The payload of the packet before is not held either while the reader waits.
	 */
	@Test
	void waitsWithoutWhatALargePacketNeeded() throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		batch.seal(new byte[20_000]);
		batch.writeTo(this.wire);
		PacketReader reader = new PacketReader(new ByteArrayInputStream(this.wire.toByteArray()),
				TransportConfig.builder().build());
		WireReader packet = reader.read();
		assertThat(packet.array()).hasSizeGreaterThan(20_000);
		reader.rest();
		reader.beforeWaiting(() -> assertThat(packet.array().length).isZero());
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(reader::read);
	}

	@Test
	void refusesLargePacketsOfStrangers() throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		batch.seal(new byte[TransportConfig.MAX_PACKET_BEFORE_AUTHENTICATION]);
		batch.writeTo(this.wire);
		PacketReader reader = new PacketReader(new ByteArrayInputStream(this.wire.toByteArray()),
				TransportConfig.builder().build());
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(reader::read);
		PacketReader known = new PacketReader(new ByteArrayInputStream(this.wire.toByteArray()),
				TransportConfig.builder().build());
		known.peerIsKnown();
		assertThat(known.read().remaining()).isEqualTo(TransportConfig.MAX_PACKET_BEFORE_AUTHENTICATION);
	}

	@Test
	void refusesPacketsThatAreTooLargeForAnybody() throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		batch.seal(new byte[TransportConfig.MAX_PACKET + 1]);
		batch.writeTo(this.wire);
		PacketReader reader = new PacketReader(new ByteArrayInputStream(this.wire.toByteArray()),
				TransportConfig.builder().build());
		reader.peerIsKnown();
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(reader::read);
	}

	@Test
	void tellsWhenThePeerLeavesInTheMiddleOfAPacket() throws IOException {
		PacketBatch batch = new PacketBatch(new SecureRandom());
		batch.seal(new byte[100]);
		batch.writeTo(this.wire);
		for (int length = 0; length < this.wire.size(); length++) {
			PacketReader reader = new PacketReader(new ByteArrayInputStream(this.wire.toByteArray(), 0, length),
					TransportConfig.builder().build());
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(reader::read)
				.returns(Reason.CONNECTION_LOST.code(), DisconnectException::reasonCode);
		}
	}

	private static PacketCipher create(CipherAlgorithm cipher) {
		MacAlgorithm mac = cipher.isAuthenticated() ? null : MacAlgorithm.HMAC_SHA2_256_ETM;
		byte[] key = new byte[cipher.keyLength()];
		key[0] = 1; // the two keys of ChaCha20 must differ
		return cipher.create(key, new byte[cipher.ivLength()], mac, new byte[(mac != null) ? mac.keyLength() : 0]);
	}

	private InputStream inPieces(byte[] bytes) {
		return new ByteArrayInputStream(bytes) {

			@Override
			public int read(byte[] target, int offset, int length) {
				int piece = 1 + PacketReaderTests.this.random
					.nextInt(PacketReaderTests.this.random.nextBoolean() ? 10 : 100_000);
				return super.read(target, offset, Math.min(length, piece));
			}

		};
	}

	/**
	 * Fails every other time, as a socket with a time-out does.
	 */
	private static InputStream pausing(InputStream in) {
		return new FilterInputStream(in) {

			private boolean pauses;

			@Override
			public int read(byte[] target, int offset, int length) throws IOException {
				this.pauses = !this.pauses;
				if (this.pauses) {
					throw new SocketTimeoutException("silence");
				}
				return super.read(target, offset, length);
			}

		};
	}

}
