package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The writer under many threads, and what is on the wire afterwards.
 */
class PacketWriterThreadsTests {

	private static final int KEXINIT = 20;

	private static final int NEWKEYS = 21;

	private static final int KEX = 30;

	private static final int DATA = 94;

	private static final int CLOSE = 97;

	private static final int REPLY = 99;

	private static final int THREADS = 6;

	private static final int PACKETS = 1500;

	private static final int LEAST_EXCHANGES = 3;

	private final RecordingOutput out = new RecordingOutput();

	private final ExecutorService flusher = Executors.newCachedThreadPool();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final SecureRandom random = new SecureRandom();

	private final PacketWriter writer = new PacketWriter(this.out, TransportConfig.builder().rekeyAfter(4096).build(),
			() -> KexInit.offer(AlgorithmPreferences.MODERN, Role.CLIENT, false, this.random));

	/**
	 * Threads of the platform, and virtual ones where there are any.
	 */
	static List<Named<ThreadFactory>> factories() {
		Named<ThreadFactory> platform = Named.of("platform threads", VirtualThreads.platformFactory("writer-"));
		return (Runtime.version().feature() < 21) ? List.of(platform)
				: List.of(platform, Named.of("virtual threads", VirtualThreads.factory("writer-")));
	}

	@AfterEach
	void stopFlusher() {
		this.flusher.shutdownNow();
	}

	@ParameterizedTest
	@MethodSource("factories")
	void nothingButTheKeyExchangePassesBetweenKexInitAndNewKeys(ThreadFactory factory) throws Exception {
		this.writer.share(this.flusher);
		List<Thread> writers = startWriters(factory, PACKETS);
		int replies = 0;
		while (replies < LEAST_EXCHANGES || writers.stream().anyMatch(Thread::isAlive)
				|| this.writer.isKeyExchangeRunning()) {
			this.writer.post(WireWriter.message(REPLY).writeUint32(replies++).toByteArray());
			exchangeKeys();
		}
		this.writer.flush();
		int expected = THREADS * PACKETS + replies;
		Await.until("all packets on the wire", () -> count(DATA) + count(REPLY) == expected);
		assertThat(this.failures).isEmpty();
		boolean held = false;
		int exchanges = 0;
		for (int number : this.out.numbers()) {
			switch (number) {
				case KEXINIT -> {
					assertThat(held).as("one KEXINIT in an exchange").isFalse();
					held = true;
					exchanges++;
				}
				case NEWKEYS -> {
					assertThat(held).as("NEWKEYS in an exchange").isTrue();
					held = false;
				}
				case KEX -> assertThat(held).isTrue();
				default -> assertThat(held).as("message %d in exchange %d", number, exchanges).isFalse();
			}
		}
		assertThat(exchanges).isGreaterThanOrEqualTo(LEAST_EXCHANGES);
		assertThatEachThreadsPacketsAreInOrder();
	}

	/**
	 * The reader's part of an exchange, whoever began it.
	 */
	private void exchangeKeys() throws IOException {
		this.writer.postKexInit();
		this.writer.postKeyExchange(WireWriter.message(KEX).toByteArray());
		this.writer.postNewKeys(WireWriter.message(NEWKEYS).toByteArray(), PacketCipher.none(), Compression.NONE,
				false);
		// Whoever writes seals what was posted
		this.writer.writeIf(() -> false, (out) -> out.writeByte(DATA), More.NONE);
		this.writer.peerKeysReceived();
	}

	@ParameterizedTest
	@MethodSource("factories")
	void nothingStaysBehindWhenTheLastOneHasWritten(ThreadFactory factory) throws Exception {
		PacketWriter calm = new PacketWriter(this.out, TransportConfig.builder().build(), () -> {
			throw new AssertionError("no new keys are due");
		});
		calm.share(this.flusher);
		for (int round = 0; round < 40; round++) {
			List<Thread> writers = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				Random choices = new Random(31L * round + i);
				int size = choices.nextInt(4) == 0 ? 60_000 : 10;
				writers.add(start(factory, () -> {
					for (int n = 0; n < 9; n++) {
						More more = more(choices);
						calm.writeIf(() -> true, (out) -> out.writeByte(DATA).writeBytes(new byte[size]), more);
					}
					// As a stream does that finds its channel closed
					calm.writeIf(() -> false, (out) -> out.writeByte(DATA), more(choices));
				}));
			}
			for (Thread thread : writers) {
				thread.join();
			}
			Await.until("all packets on the wire", () -> count(DATA) == THREADS * 9);
			this.out.clear();
		}
		assertThat(this.failures).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("factories")
	void noDataFollowsClose(ThreadFactory factory) throws Exception {
		PacketWriter calm = new PacketWriter(this.out, TransportConfig.builder().build(), () -> {
			throw new AssertionError("no new keys are due");
		});
		calm.share(this.flusher);
		for (int channel = 0; channel < 300; channel++) {
			int id = channel;
			AtomicBoolean closed = new AtomicBoolean();
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				threads.add(start(factory, () -> {
					for (int n = 0; n < 50; n++) {
						calm.writeIf(() -> !closed.get(), (out) -> out.writeByte(DATA).writeUint32(id), More.NONE);
					}
				}));
			}
			threads.add(start(factory, () -> {
				closed.set(true);
				calm.writeIf(() -> true, (out) -> out.writeByte(CLOSE).writeUint32(id), More.NONE);
			}));
			for (Thread thread : threads) {
				thread.join();
			}
		}
		Await.until("all CLOSE on the wire", () -> count(CLOSE) == 300);
		Set<Integer> closed = new HashSet<>();
		for (byte[] packet : this.out.packets()) {
			WireReader reader = new WireReader(packet);
			boolean close = reader.readByte() == CLOSE;
			int id = reader.readInt();
			assertThat(closed.contains(id)).as("something behind CLOSE").isFalse();
			if (close) {
				closed.add(id);
			}
		}
		assertThat(this.failures).isEmpty();
	}

	private static More more(Random choices) {
		return More.values()[choices.nextInt(More.values().length)];
	}

	private List<Thread> startWriters(ThreadFactory factory, int packets) {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int id = i;
			threads.add(start(factory, () -> {
				for (int n = 0; n < packets; n++) {
					int count = n;
					this.writer.writeIf(() -> true, (out) -> out.writeByte(DATA).writeUint32(id).writeUint32(count),
							(n % 3 != 0 && n < packets - 1) ? More.CERTAIN : More.NONE);
				}
			}));
		}
		return threads;
	}

	private void assertThatEachThreadsPacketsAreInOrder() throws IOException {
		Map<Integer, Integer> next = new HashMap<>();
		for (byte[] packet : this.out.packets()) {
			WireReader reader = new WireReader(packet);
			if (reader.readByte() == DATA) {
				int id = reader.readInt();
				assertThat(reader.readInt()).isEqualTo(next.getOrDefault(id, 0));
				next.merge(id, 1, Integer::sum);
			}
		}
		assertThat(next).hasSize(THREADS);
	}

	private long count(int number) {
		try {
			return this.out.numbers().stream().filter((found) -> found == number).count();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private Thread start(ThreadFactory factory, Action action) {
		Thread thread = factory.newThread(() -> {
			try {
				action.run();
			}
			catch (Exception | AssertionError ex) {
				this.failures.add(ex);
			}
		});
		thread.start();
		return thread;
	}

	/**
	 * What a thread does.
	 */
	@FunctionalInterface
	private interface Action {

		void run() throws Exception;

	}

}
