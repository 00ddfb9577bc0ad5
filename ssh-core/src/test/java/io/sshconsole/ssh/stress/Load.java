package io.sshconsole.ssh.stress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.testing.ThreadDump;

/**
 * The threads that load a connection, their failures, and the detector that tells a hang
 * from slowness: as long as bytes and answers arrive, however slowly, all is well.
 */
final class Load {

	private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(20);

	private static final long POLL_MILLIS = 50;

	private final ThreadFactory threads;

	private final List<Thread> workers = new ArrayList<>();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final AtomicLong progress = new AtomicLong();

	private volatile boolean done;

	Load(ThreadFactory threads) {
		this.threads = threads;
	}

	void failed(Throwable failure) {
		if (!this.done) {
			this.failures.add(failure);
		}
	}

	/**
	 * Says that from now on the connection's end is no failure.
	 */
	void done() {
		this.done = true;
	}

	void progress(long amount) {
		this.progress.addAndGet(amount);
	}

	long progress() {
		return this.progress.get();
	}

	/**
	 * Runs something on a thread of its own, whose failure is the test's.
	 */
	Thread run(Work work) {
		Thread thread = this.threads.newThread(() -> {
			try {
				work.run();
			}
			catch (Exception | AssertionError ex) {
				failed(ex);
			}
		});
		thread.start();
		return thread;
	}

	/**
	 * Runs something that {@link #await} waits for.
	 */
	void work(Work work) {
		this.workers.add(run(work));
	}

	/**
	 * Uses a channel as who opened it.
	 */
	void use(Channel channel, Stream stream) throws Exception {
		exchange(channel, stream, stream.reverse(), stream.end() == Stream.End.BY_CLIENT);
		channel.awaitClosed();
	}

	/**
	 * Uses a channel as its task.
	 */
	void serve(Channel channel, Stream stream) {
		try {
			exchange(channel, stream.reverse(), stream, stream.end() == Stream.End.BY_SERVER);
		}
		catch (Exception | AssertionError ex) {
			failed(ex);
		}
	}

	/**
	 * Sends and expects, on one thread each.
	 */
	private void exchange(Channel channel, Stream sent, Stream expected, boolean close) throws Exception {
		boolean orderly = sent.end() == Stream.End.ORDERLY;
		Thread sender = run(() -> unlessClosed(channel, orderly, () -> {
			sent.writeTo(channel.out());
			channel.out().close();
		}));
		unlessClosed(channel, orderly, () -> expected.expectFrom(channel.in(), (count) -> {
			progress(count);
			if (close) {
				channel.close();
			}
		}));
		joinEvenIfInterrupted(sender);
	}

	private void unlessClosed(Channel channel, boolean orderly, Work work) throws Exception {
		try {
			work.run();
		}
		catch (IOException ex) {
			if (orderly || channel.isOpen()) {
				throw ex;
			}
		}
	}

	/**
	 * Waits although the thread of a task is interrupted when its channel is closed.
	 */
	private static void joinEvenIfInterrupted(Thread thread) {
		while (thread.isAlive()) {
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				// The thread that we wait for finds its channel closed
			}
		}
	}

	/**
	 * Waits for the work to end.
	 * @throws AssertionError if something failed, or if nothing moved for a long time
	 */
	void await() throws InterruptedException {
		for (Thread worker : this.workers) {
			await(() -> !worker.isAlive());
		}
	}

	/**
	 * Waits until something is so.
	 * @throws AssertionError if something failed, or if nothing moved for a long time
	 */
	void await(BooleanSupplier condition) throws InterruptedException {
		long seen = -1;
		long since = System.nanoTime();
		while (!condition.getAsBoolean()) {
			TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
			checkFailures();
			long now = System.nanoTime();
			if (this.progress.get() != seen) {
				seen = this.progress.get();
				since = now;
			}
			else if (now - since > STALL_NANOS) {
				throw new AssertionError("Nothing has moved for a long time:\n" + ThreadDump.take());
			}
		}
		checkFailures();
	}

	private void checkFailures() {
		Throwable first = this.failures.peek();
		if (first != null) {
			AssertionError failure = new AssertionError("The connection did not bear its load", first);
			this.failures.stream().skip(1).limit(10).forEach(failure::addSuppressed);
			throw failure;
		}
	}

	/**
	 * What a thread does.
	 */
	@FunctionalInterface
	interface Work {

		void run() throws Exception;

	}

}
