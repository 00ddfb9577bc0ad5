package io.sshconsole.ssh.crypto;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CompressionTests {

	private final Random random = new Random(11);

	private final PayloadDeflater deflater = new PayloadDeflater();

	private final PayloadInflater inflater = new PayloadInflater();

	@AfterEach
	void release() {
		this.deflater.close();
		this.inflater.close();
	}

	@ParameterizedTest
	@EnumSource
	void isFoundByName(Compression compression) {
		assertThat(Compression.named(compression.algorithmName())).contains(compression);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "zlib", "zlib@openssh", "gzip" })
	void noOtherNameIsACompression(String name) {
		assertThat(Compression.named(name)).isEmpty();
	}

	@Test
	void noneHasNoStreams() {
		assertThat(Compression.NONE.newDeflater()).isNull();
		assertThat(Compression.NONE.newInflater()).isNull();
		assertThat(Compression.ZLIB_DELAYED.newDeflater()).isNotNull();
		assertThat(Compression.ZLIB_DELAYED.newInflater()).isNotNull();
	}

	@Test
	void eachPayloadComesOutAtOnceAndWhole() throws DisconnectException {
		int[] lengths = { 1, 2, 5, 100, 4085, 4086, 4087, 4090, 4096, 4097, 8192, 32_768, 100_000,
				PayloadInflater.MAX_PAYLOAD - 1, PayloadInflater.MAX_PAYLOAD, 3 };
		for (int length : lengths) {
			assertComesOut(new byte[length]);
			byte[] noise = new byte[length];
			this.random.nextBytes(noise);
			assertComesOut(noise);
			for (int i = 0; i < length; i++) {
				noise[i] = (byte) ('a' + this.random.nextInt(4));
			}
			assertComesOut(noise);
		}
	}

	@Test
	void everyLengthOfNoiseComesOut() throws DisconnectException {
		for (int length = 3900; length < 4200; length++) {
			byte[] noise = new byte[length];
			this.random.nextBytes(noise);
			assertComesOut(noise);
		}
	}

	@Test
	void whatWasSaidBeforeIsCheaperTheSecondTime() {
		byte[] noise = new byte[1000];
		this.random.nextBytes(noise);
		assertThat(this.deflater.deflate(noise, 0, 1000)).isGreaterThan(1000);
		assertThat(this.deflater.deflate(noise, 0, 1000)).isLessThan(50);
	}

	@Test
	void leavesRoomForPadding() {
		byte[] noise = new byte[5000];
		this.random.nextBytes(noise);
		int length = this.deflater.deflate(noise, 0, noise.length);
		assertThat(this.deflater.packet())
			.hasSizeGreaterThanOrEqualTo(PacketCipher.PAYLOAD_OFFSET + length + PacketCipher.MAX_PADDING);
	}

	/**
	 * A packet of 260 bytes that claims to be 256 KiB long is still fine, one byte more
	 * is not, and a hundred times as much is stopped as early.
	 */
	@ParameterizedTest
	@ValueSource(ints = { PayloadInflater.MAX_PAYLOAD + 1, 100 * PayloadInflater.MAX_PAYLOAD })
	void aBombIsStopped(int length) {
		byte[] bomb = Arrays.copyOf(zlib(new byte[length]), 30_000);
		assertFails(bomb, 0, bomb.length);
		assertThat(this.inflater.payload()).hasSizeLessThanOrEqualTo(PayloadInflater.MAX_PAYLOAD + 1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void bytesThatAreNoStreamAreRefused(int first) {
		byte[] noise = new byte[100];
		this.random.nextBytes(noise);
		noise[0] = (byte) first;
		assertFails(noise, 0, noise.length);
	}

	@Test
	void aPayloadThatIsEmptyIsRefused() throws DisconnectException {
		assertFails(new byte[0], 0, 0);
		assertComesOut(new byte[10]);
		// A flush without data
		assertFails(new byte[] { 0, 0, 0, (byte) 0xff, (byte) 0xff }, 0, 5);
	}

	@Test
	void theEndOfTheStreamIsRefused() {
		byte[] ended = zlib(new byte[100]);
		assertFails(ended, 0, ended.length);
	}

	@Test
	void bytesBehindTheEndOfTheStreamAreRefused() {
		byte[] ended = zlib(new byte[100]);
		assertFails(Arrays.copyOf(ended, ended.length + 10), 0, ended.length + 10);
	}

	@Test
	void aDictionaryIsRefused() {
		Deflater deflater = new Deflater();
		deflater.setDictionary(new byte[] { 1, 2, 3 });
		deflater.setInput(new byte[] { 1, 2, 3, 4 });
		byte[] out = new byte[100];
		int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
		deflater.end();
		assertFails(out, 0, length);
	}

	@Test
	void aCorruptedPayloadIsRefusedOrAnotherOne() {
		byte[] text = "the quick brown fox jumps over the lazy dog".repeat(20).getBytes();
		int length = this.deflater.deflate(text, 0, text.length);
		byte[] packet = this.deflater.packet();
		for (int bit = 0; bit < 8 * length; bit++) {
			byte[] corrupted = Arrays.copyOfRange(packet, PacketCipher.PAYLOAD_OFFSET,
					PacketCipher.PAYLOAD_OFFSET + length);
			corrupted[bit / 8] ^= (byte) (1 << (bit % 8));
			try (PayloadInflater inflater = new PayloadInflater()) {
				int size = inflater.inflate(corrupted, 0, length);
				assertThat(size).isBetween(1, PayloadInflater.MAX_PAYLOAD);
			}
			catch (DisconnectException ex) {
				assertThat(ex.reasonCode()).isEqualTo(Reason.COMPRESSION_ERROR.code());
			}
		}
	}

	private void assertComesOut(byte[] payload) throws DisconnectException {
		byte[] in = new byte[payload.length + 7];
		System.arraycopy(payload, 0, in, 7, payload.length);
		int compressed = this.deflater.deflate(in, 7, payload.length);
		int length = this.inflater.inflate(this.deflater.packet(), PacketCipher.PAYLOAD_OFFSET, compressed);
		assertThat(length).isEqualTo(payload.length);
		assertThat(Arrays.equals(this.inflater.payload(), 0, length, payload, 0, length)).isTrue();
	}

	private void assertFails(byte[] in, int offset, int length) {
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> this.inflater.inflate(in, offset, length))
			.returns(Reason.COMPRESSION_ERROR.code(), DisconnectException::reasonCode);
	}

	private static byte[] zlib(byte[] content) {
		Deflater deflater = new Deflater();
		deflater.setInput(content);
		deflater.finish();
		byte[] out = new byte[content.length / 500 + 100];
		int length = deflater.deflate(out);
		deflater.end();
		return Arrays.copyOf(out, length);
	}

}
