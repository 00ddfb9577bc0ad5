package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.Role;
import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The writer with a flush executor that runs nothing unless told to, so that each test
 * decides what happens when.
 */
class PacketWriterTests {

	private static final int KEXINIT = 20;

	private static final int NEWKEYS = 21;

	private static final int KEX = 30;

	private static final int DATA = 94;

	private static final int REPLY = 99;

	private final RecordingOutput out = new RecordingOutput();

	private final Queue<Runnable> flushes = new ConcurrentLinkedQueue<>();

	private final List<Thread> threads = new ArrayList<>();

	private final SecureRandom random = new SecureRandom();

	private final PacketWriter writer = writer(TransportConfig.builder().build());

	private PacketWriter writer(TransportConfig config) {
		return new PacketWriter(this.out, config,
				() -> KexInit.offer(AlgorithmPreferences.MODERN, Role.CLIENT, false, this.random));
	}

	@AfterEach
	void noThreadIsLeft() {
		this.out.free();
		Await.until("no waiting thread", () -> this.threads.stream().noneMatch(Thread::isAlive));
	}

	// What leaves together

	@Test
	void identificationAndOfferLeaveInOneWrite() throws IOException {
		this.writer.writeLine("SSH-2.0-Test\r\n".getBytes());
		this.writer.postKexInit();
		assertThat(this.out.writes()).isOne();
		assertThat(new String(this.out.bytes(), 0, 12)).isEqualTo("SSH-2.0-Test");
	}

	@Test
	void aReplyAndTheFirstOutputLeaveInOneWrite() throws IOException {
		this.writer.share(this.flushes::add);
		this.writer.post(message(REPLY));
		write(DATA, false);
		flush();
		assertThat(this.out.numbers()).containsExactly(REPLY, DATA);
		assertThat(this.out.writes()).isOne();
	}

	@Test
	void whatIsAnnouncedLeavesInOneWrite() throws IOException {
		this.writer.share(this.flushes::add);
		write(98, true);
		write(96, true);
		assertThat(this.out.writes()).isZero();
		write(97, false);
		assertThat(this.out.numbers()).containsExactly(98, 96, 97);
		assertThat(this.out.writes()).isOne();
	}

	@Test
	void aFullBatchLeavesThoughMoreIsAnnounced() throws IOException {
		this.writer.share(this.flushes::add);
		byte[] large = new byte[32 * 1024];
		large[0] = DATA;
		for (int i = 0; i < 10; i++) {
			this.writer.writeIf(() -> true, (out) -> out.writeBytes(large), true);
		}
		assertThat(this.out.writes()).isEqualTo(2);
		assertThat(this.out.numbers()).hasSize(8);
	}

	@Test
	void postsLeaveAtOnceWhileThereIsOneThreadOnly() throws IOException {
		this.writer.post(message(6));
		this.writer.post(message(53));
		assertThat(this.out.numbers()).containsExactly(6, 53);
		assertThat(this.out.writes()).isEqualTo(2);
	}

	@Test
	void manyPostsNeedOneFlush() throws IOException {
		this.writer.share(this.flushes::add);
		for (int i = 0; i < 100; i++) {
			this.writer.post(message(REPLY));
		}
		assertThat(this.flushes).hasSize(1);
		flush();
		assertThat(this.out.writes()).isOne();
		assertThat(this.out.numbers()).hasSize(100);
		this.writer.post(message(REPLY));
		assertThat(this.flushes).hasSize(1);
	}

	@Test
	void paddingIsRandom() throws IOException {
		this.writer.share(this.flushes::add);
		write(DATA, false);
		int length = this.out.bytes().length;
		write(DATA, false);
		byte[] first = Arrays.copyOfRange(this.out.bytes(), 6, length);
		byte[] second = Arrays.copyOfRange(this.out.bytes(), length + 6, 2 * length);
		assertThat(first).hasSizeGreaterThanOrEqualTo(4).isNotEqualTo(second);
	}

	// Guards

	@Test
	void aRefusedPacketIsNotWritten() throws IOException {
		this.writer.share(this.flushes::add);
		assertThat(this.writer.writeIf(() -> false, (out) -> out.writeByte(DATA), false)).isFalse();
		assertThat(this.out.writes()).isZero();
	}

	/**
	 * The thread that closes leaves the sending to the one that waits behind it. That one
	 * is refused, and had announced more.
	 */
	@Test
	void whoIsRefusedSendsWhatOthersLeft() throws Exception {
		this.writer.share(this.flushes::add);
		this.out.stick();
		waitingThread(() -> write(DATA, false));
		waitingThread(() -> write(97, false));
		waitingThread(() -> this.writer.writeIf(() -> false, (out) -> out.writeByte(DATA), true));
		this.out.free();
		Await.until("CLOSE on the wire", () -> numbers().equals(List.of(DATA, 97)));
	}

	/**
	 * The same with a virtual thread, which waits for others to send its full batch.
	 */
	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void whoWaitsForAFullBatchSeesToWhatOthersLeft() throws Exception {
		this.writer.share(this.flushes::add);
		byte[] large = new byte[128 * 1024];
		large[0] = DATA;
		Thread first = waitingThread(VirtualThreads.factory("writer-"),
				() -> this.writer.writeIf(() -> true, (out) -> out.writeBytes(large), false));
		this.out.stick();
		Thread flush = waitingThread(this::flush);
		Thread second = waitingThread(() -> write(97, false));
		this.out.free();
		for (Thread thread : List.of(flush, second, first)) {
			thread.join();
		}
		flush();
		assertThat(this.out.numbers()).containsExactly(DATA, 97);
	}

	// The gate

	@Test
	void writersWaitFromKexInitToNewKeys() throws Exception {
		this.writer.share(this.flushes::add);
		this.writer.postKexInit();
		waitingThread(() -> write(DATA, false));
		this.writer.post(message(REPLY));
		this.writer.postKeyExchange(message(KEX));
		flush();
		assertThat(this.out.numbers()).containsExactly(KEXINIT, KEX);
		newKeys();
		flush();
		Await.until("data on the wire", () -> numbers().contains(DATA));
		assertThat(this.out.numbers()).containsExactly(KEXINIT, KEX, NEWKEYS, REPLY, DATA);
	}

	@Test
	void aDisconnectPassesTheGate() throws IOException {
		this.writer.share(this.flushes::add);
		this.writer.postKexInit();
		this.writer.postKeyExchange(message(1));
		this.writer.flushWithin(1000);
		assertThat(this.out.numbers()).containsExactly(KEXINIT, 1);
	}

	@Test
	void oneExchangeHasOneOffer() throws IOException {
		this.writer.share(this.flushes::add);
		KexInit first = this.writer.postKexInit();
		assertThat(this.writer.postKexInit()).isSameAs(first);
		flush();
		assertThat(this.writer.postKexInit()).isSameAs(first);
		newKeys();
		flush();
		this.writer.peerKeysReceived();
		assertThat(this.writer.postKexInit()).isNotSameAs(first);
		flush();
		assertThat(this.out.numbers()).containsExactly(KEXINIT, NEWKEYS, KEXINIT);
		assertThat(this.out.packets().get(0)).isEqualTo(first.payload());
	}

	@Test
	void aPeerCannotBeginAnExchangeBeforeItSawTheEndOfTheLast() throws IOException {
		this.writer.share(this.flushes::add);
		this.writer.postKexInit();
		newKeys();
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(this.writer::postKexInit);
	}

	@Test
	void anExchangeLastsUntilBothNewKeys() throws IOException {
		this.writer.share(this.flushes::add);
		assertThat(this.writer.isKeyExchangeRunning()).isFalse();
		assertThat(this.writer.keyExchangeNanos(System.nanoTime())).isZero();
		this.writer.postKexInit();
		assertThat(this.writer.keyExchangeNanos(System.nanoTime() + 1)).isPositive();
		newKeys();
		flush();
		assertThat(this.writer.isKeyExchangeRunning()).isTrue();
		this.writer.peerKeysReceived();
		assertThat(this.writer.isKeyExchangeRunning()).isFalse();
	}

	@Test
	void aWriterBeginsAnExchangeAtTheLimit() throws IOException {
		PacketWriter writer = writer(TransportConfig.builder().rekeyAfter(1024).build());
		writer.share(this.flushes::add);
		byte[] large = new byte[1024];
		large[0] = DATA;
		writer.writeIf(() -> true, (out) -> out.writeBytes(large), true);
		assertThat(this.out.numbers()).containsExactly(DATA, KEXINIT);
		assertThat(writer.isKeyExchangeRunning()).isTrue();
	}

	@Test
	void aWriterBeginsAnExchangeWhenTheKeysAreOld() throws IOException {
		PacketWriter writer = writer(TransportConfig.builder().rekeyInterval(Duration.ofNanos(1)).build());
		writer.writeIf(() -> true, (out) -> out.writeByte(52), false);
		assertThat(this.out.numbers()).containsExactly(52);
		writer.share(this.flushes::add);
		writer.writeIf(() -> true, (out) -> out.writeByte(DATA), false);
		assertThat(this.out.numbers()).containsExactly(52, DATA, KEXINIT);
	}

	/**
	 * The peer may not even have written its NEWKEYS: to it, this exchange goes on.
	 */
	@Test
	void noExchangeBeginsBeforeThePeersNewKeysHaveCome() throws IOException {
		PacketWriter writer = writer(TransportConfig.builder().rekeyInterval(Duration.ofNanos(1)).build());
		writer.share(this.flushes::add);
		writer.postKexInit();
		writer.postNewKeys(message(NEWKEYS), PacketCipher.none(), Compression.NONE, false);
		flush();
		writer.writeIf(() -> true, (out) -> out.writeByte(DATA), false);
		assertThat(this.out.numbers()).containsExactly(KEXINIT, NEWKEYS, DATA);
		writer.peerKeysReceived();
		writer.writeIf(() -> true, (out) -> out.writeByte(DATA), false);
		assertThat(this.out.numbers()).containsExactly(KEXINIT, NEWKEYS, DATA, DATA, KEXINIT);
	}

	// Bounds and ends

	@Test
	void answersThatNobodyReadsAreBounded() throws DisconnectException {
		this.writer.share(this.flushes::add);
		for (int i = 0; i < 1024; i++) {
			this.writer.post(message(REPLY));
		}
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> this.writer.post(message(REPLY)));
	}

	@Test
	void answersThatAreSentDoNotCount() throws DisconnectException {
		this.writer.share(this.flushes::add);
		for (int i = 0; i < 5000; i++) {
			this.writer.post(message(REPLY));
			if (i % 1000 == 0) {
				flush();
			}
		}
	}

	@Test
	void theEndFreesWhoWaitsAtTheGate() throws Exception {
		this.writer.share(this.flushes::add);
		this.writer.postKexInit();
		List<Throwable> failures = new ArrayList<>();
		Thread thread = waitingThread(() -> {
			try {
				write(DATA, false);
			}
			catch (IOException ex) {
				failures.add(ex);
			}
		});
		IOException cause = new IOException("gone");
		this.writer.fail(cause);
		thread.join();
		assertThat(failures).singleElement().isInstanceOf(SshException.class);
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> write(DATA, false)).withCause(cause);
	}

	@Test
	void lastWordsDoNotWaitForAStuckSocketForEver() throws Exception {
		this.writer.share(this.flushes::add);
		this.out.stick();
		waitingThread(() -> write(DATA, false));
		this.writer.postKeyExchange(message(1));
		this.writer.flushWithin(1);
		assertThat(this.out.writes()).isZero();
	}

	private void newKeys() {
		this.writer.postNewKeys(message(NEWKEYS), PacketCipher.none(), Compression.NONE, false);
	}

	private void write(int number, boolean more) throws IOException {
		this.writer.writeIf(() -> true, (out) -> out.writeByte(number), more);
	}

	private void flush() {
		for (Runnable task = this.flushes.poll(); task != null; task = this.flushes.poll()) {
			task.run();
		}
	}

	private List<Integer> numbers() {
		try {
			return this.out.numbers();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static byte[] message(int number) {
		return new byte[] { (byte) number };
	}

	/**
	 * Starts a thread and returns when it waits.
	 */
	private Thread waitingThread(Action action) {
		return waitingThread(Thread::new, action);
	}

	private Thread waitingThread(ThreadFactory factory, Action action) {
		Thread thread = factory.newThread(() -> {
			try {
				action.run();
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		});
		this.threads.add(thread);
		thread.start();
		Await.until("a waiting thread", () -> thread.getState() == Thread.State.WAITING);
		return thread;
	}

	/**
	 * What a thread does.
	 */
	@FunctionalInterface
	private interface Action {

		void run() throws IOException;

	}

}
