package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;

import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.Role;

/**
 * A writer whose flush tasks run only when the test says so, so that each test decides
 * what happens when.
 */
final class DrivenWriter {

	private final RecordingOutput out = new RecordingOutput();

	private final Queue<Runnable> flushes = new ConcurrentLinkedQueue<>();

	private final List<Thread> threads = new ArrayList<>();

	private final SecureRandom random = new SecureRandom();

	private final PacketWriter writer = writer(TransportConfig.builder().build());

	/**
	 * Makes another writer for the same output.
	 */
	PacketWriter writer(TransportConfig config) {
		return new PacketWriter(this.out, config,
				() -> KexInit.offer(AlgorithmPreferences.MODERN, Role.CLIENT, false, this.random));
	}

	PacketWriter writer() {
		return this.writer;
	}

	RecordingOutput out() {
		return this.out;
	}

	/**
	 * Takes a flush task, as the executor.
	 */
	void later(Runnable flush) {
		this.flushes.add(flush);
	}

	/**
	 * Returns how many flush tasks there are.
	 */
	int flushes() {
		return this.flushes.size();
	}

	/**
	 * Lets what was posted leave, as the reader does that has nothing more to read.
	 */
	void flush() {
		flush(this.writer);
	}

	void flush(PacketWriter writer) {
		writer.flush();
		runTasks();
	}

	void runTasks() {
		for (Runnable task = this.flushes.poll(); task != null; task = this.flushes.poll()) {
			task.run();
		}
	}

	void newKeys() {
		this.writer.postNewKeys(message(MessageNumber.NEWKEYS), PacketCipher.none(), Compression.NONE, false);
	}

	void write(int number, More more) throws IOException {
		this.writer.writeIf(() -> true, (out) -> out.writeByte(number), more);
	}

	List<Integer> numbers() {
		try {
			return this.out.numbers();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	static byte[] message(int number) {
		return new byte[] { (byte) number };
	}

	/**
	 * Starts a thread and returns when it waits.
	 */
	Thread waitingThread(Action action) {
		return waitingThread(Thread::new, action);
	}

	Thread waitingThread(ThreadFactory factory, Action action) {
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

	void awaitNoThread() {
		this.out.free();
		Await.until("no waiting thread", () -> this.threads.stream().noneMatch(Thread::isAlive));
	}

	/**
	 * What a thread does.
	 */
	@FunctionalInterface
	interface Action {

		void run() throws IOException;

	}

}
