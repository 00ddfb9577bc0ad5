package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.kex.AlgorithmKind;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.testing.LoopbackPair;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompressedTransportTests {

	private static final int PAYLOAD = 20_000;

	private static final AlgorithmPreferences ZLIB = AlgorithmPreferences.MODERN
		.edit(AlgorithmKind.KEX, "curve25519-sha256")
		.edit(AlgorithmKind.COMPRESSION, "zlib@openssh.com,none");

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void payloadsAreCompressedOnceTheUserIsKnown() throws Exception {
		try (LoopbackPair pair = start(ZLIB, 1L << 30)) {
			assertThat(pair.client().negotiated().client().compression()).isEqualTo(Compression.ZLIB_DELAYED);
			assertThat(bytesFor(pair)).isGreaterThan(PAYLOAD);
			authenticate(pair);
			assertThat(bytesFor(pair)).isLessThan(500);
		}
	}

	@Test
	void payloadsStayAsTheyAreIfOneSideOffersNoCompression() throws Exception {
		AlgorithmPreferences none = ZLIB.edit(AlgorithmKind.COMPRESSION, "none");
		TransportConfig plain = TransportConfig.builder().algorithms(none).build();
		TransportConfig zlib = TransportConfig.builder().algorithms(ZLIB).build();
		try (LoopbackPair pair = LoopbackPair.builder().client(zlib).server(plain).build().start()) {
			authenticate(pair);
			assertThat(bytesFor(pair)).isGreaterThan(PAYLOAD);
		}
	}

	/**
	 * A stream that went on over a change of keys, in one direction only or one packet
	 * too late, could not be read.
	 */
	@Test
	void everyKeyExchangeBeginsANewStream() throws Exception {
		int rounds = 2_000;
		try (LoopbackPair pair = start(ZLIB, 8 * 1024)) {
			authenticate(pair);
			CompletableFuture<?> atServer = new CompletableFuture<>();
			CompletableFuture<?> atClient = new CompletableFuture<>();
			this.threads.execute(() -> read(pair.server(), rounds, atServer));
			this.threads.execute(() -> read(pair.client(), rounds, atClient));
			Future<?> toServer = this.threads.submit(() -> write(pair.client(), rounds));
			Future<?> toClient = this.threads.submit(() -> write(pair.server(), rounds));
			for (Future<?> end : List.of(atServer, atClient, toServer, toClient)) {
				end.get(30, TimeUnit.SECONDS);
			}
		}
	}

	private static LoopbackPair start(AlgorithmPreferences algorithms, long rekeyAfter) throws Exception {
		TransportConfig config = TransportConfig.builder().algorithms(algorithms).rekeyAfter(rekeyAfter).build();
		return LoopbackPair.builder().client(config).server(config).build().start();
	}

	/**
	 * Tells the client of its success, which is the last message that is not compressed.
	 */
	private void authenticate(LoopbackPair pair) throws IOException {
		pair.server().post(WireWriter.message(MessageNumber.USERAUTH_SUCCESS));
		pair.server().flush();
		assertThat(pair.client().read().readByte()).isEqualTo(MessageNumber.USERAUTH_SUCCESS);
		pair.share(this.threads);
	}

	/**
	 * Returns what a message of zeros costs on the wire, once it has arrived whole.
	 */
	private static long bytesFor(LoopbackPair pair) throws IOException {
		long before = pair.client().bytesSent();
		byte[] content = new byte[PAYLOAD];
		pair.client()
			.writeIf(() -> true, (out) -> out.writeByte(MessageNumber.CHANNEL_DATA).writeBytes(content), More.NONE);
		WireReader arrived = pair.server().read();
		assertThat(arrived.readByte()).isEqualTo(MessageNumber.CHANNEL_DATA);
		assertThat(arrived.readBytes(PAYLOAD)).isEqualTo(content);
		arrived.expectEnd();
		return pair.client().bytesSent() - before;
	}

	private static Void write(PacketTransport transport, int rounds) throws IOException {
		for (int i = 0; i < rounds; i++) {
			byte[] content = content(i);
			transport.writeIf(() -> true, (out) -> write(out, content), (i + 1 < rounds) ? More.CERTAIN : More.NONE);
		}
		return null;
	}

	private static void write(WireWriter out, byte[] content) {
		out.writeByte(MessageNumber.CHANNEL_DATA).writeString(content);
	}

	/**
	 * Reads all messages, and goes on reading, because the key exchanges of the other
	 * direction need it.
	 */
	private static void read(PacketTransport transport, int rounds, CompletableFuture<?> end) {
		try {
			for (int i = 0; i < rounds; i++) {
				WireReader arrived = transport.read();
				assertThat(arrived.readByte()).isEqualTo(MessageNumber.CHANNEL_DATA);
				assertThat(Arrays.equals(arrived.readString(), content(i))).as("message %d", i).isTrue();
			}
			end.complete(null);
			transport.read();
		}
		catch (IOException | AssertionError ex) {
			end.completeExceptionally(ex);
		}
	}

	/**
	 * Makes content that compresses a little.
	 */
	private static byte[] content(int seed) {
		Random random = new Random(seed);
		byte[] content = new byte[1 + random.nextInt(2_000)];
		for (int i = 0; i < content.length; i++) {
			content[i] = (byte) random.nextInt(100);
		}
		return content;
	}

}
