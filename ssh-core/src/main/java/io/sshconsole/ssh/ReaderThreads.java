package io.sshconsole.ssh;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.connection.Connection;
import io.sshconsole.ssh.transport.PacketTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that read a connection, one at a time: a virtual one while the peer has
 * little to say, and one of the platform while it is busy.
 * <p>
 * A virtual thread that waits for bytes costs next to no memory, but each time they come
 * the runtime's poller has to wake one of its carriers to run it. A thread of the
 * platform waits inside the system call, and is there at once.
 */
final class ReaderThreads {

	private static final Logger logger = LoggerFactory.getLogger(ReaderThreads.class);

	/**
	 * A peer is busy when the socket was read as often in {@link #BUSY_NANOS}: more than
	 * anybody types, less than any transfer takes.
	 */
	private static final int BUSY_READINGS = 32;

	private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

	/**
	 * A peer that was silent for so long is no longer busy.
	 */
	private static final int SILENCE_MILLIS = 1000;

	private final Socket socket;

	private final PacketTransport packets;

	private final Connection connection;

	private final Executor platformThreads;

	private long readings;

	private long since;

	/**
	 * Makes the threads of one connection.
	 * @param socket what is read
	 * @param packets the pipe on it
	 * @param connection what reads
	 * @param platformThreads runs each task at once, on a thread of the platform
	 */
	ReaderThreads(Socket socket, PacketTransport packets, Connection connection, Executor platformThreads) {
		this.socket = socket;
		this.packets = packets;
		this.connection = connection;
		this.platformThreads = platformThreads;
	}

	/**
	 * Reads until the connection ends. To be called by its virtual thread, which waits
	 * while another one reads.
	 * @throws IOException why it ended
	 */
	void run() throws IOException {
		while (true) {
			countAnew();
			this.connection.runWhile(this::isQuiet);
			if (!readElsewhere()) {
				this.connection.run();
			}
		}
	}

	private boolean isQuiet() {
		if (this.packets.readings() - this.readings < BUSY_READINGS) {
			return true;
		}
		long nanos = System.nanoTime() - this.since;
		countAnew();
		return nanos > BUSY_NANOS;
	}

	private void countAnew() {
		this.readings = this.packets.readings();
		this.since = System.nanoTime();
	}

	/**
	 * Lets a thread of the platform read until the peer is silent.
	 * @return whether there was one
	 */
	private boolean readElsewhere() throws IOException {
		CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
		try {
			this.platformThreads.execute(() -> {
				try {
					readUntilSilent();
					turn.complete(null);
				}
				catch (Throwable ex) {
					turn.completeExceptionally(ex);
				}
			});
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			logger.debug("No thread of the platform to read with: {}", ex.toString());
			return false;
		}
		await(turn);
		return true;
	}

	private void readUntilSilent() throws IOException {
		this.socket.setSoTimeout(SILENCE_MILLIS);
		this.connection.runWhile(this.packets::await);
		this.socket.setSoTimeout(0);
	}

	/**
	 * Waits, whatever happens to this thread: two must never read.
	 */
	private static void await(CompletableFuture<?> turn) throws IOException {
		try {
			turn.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof IOException lost) {
				throw lost;
			}
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : ex;
		}
	}

}
