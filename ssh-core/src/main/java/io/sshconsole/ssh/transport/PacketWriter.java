package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.kex.KexInit;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.SshException;
import org.jspecify.annotations.Nullable;

/**
 * The outbound half of a connection: the writer lock, the key-exchange gate, posted
 * packets.
 * <p>
 * <b>The reader posts, writers wait.</b> {@code post} queues a packet and returns; it is
 * all that the connection's reader thread may call, so the reader never waits for the
 * gate, for a window or for the socket. {@code write} may wait for all three and is for
 * every other thread. If the reader could wait, two peers whose buffers are full would
 * each wait for the other to read. Only when the queue is full the reader pauses, for a
 * bounded time and without any lock, before it gives the peer up.
 * <p>
 * <b>One lock</b> guards the cipher, the sequence number, the gate and the socket. No
 * other lock is taken while holding it. Whoever holds it sends posted packets first, so a
 * reply posted before a thread started precedes that thread's output. If nobody writes, a
 * flush task of the server's executor sends them.
 * <p>
 * <b>Guards</b> of {@code writeIf} are evaluated under the lock: no data can follow a
 * CLOSE that was decided before (OpenSSH ends the connection over it).
 * <p>
 * <b>The gate</b> is held from our KEXINIT until our NEWKEYS (RFC 4253 §7.1) and is
 * changed only by what is written. While held, writers wait and posted packets stay
 * queued, except those of the key exchange itself.
 * <p>
 * A virtual thread never touches the socket here, it leaves that to the flush task:
 * whoever interrupts a command must not close the connection.
 */
final class PacketWriter {

	/**
	 * Packets are collected up to this size while more are at hand, then leave in one
	 * socket write.
	 */
	private static final int BATCH = 128 * 1024;

	/**
	 * How long the reader looks away between two looks for room.
	 */
	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final OutputStream out;

	private final Supplier<KexInit> kexInits;

	private final int maxPosted;

	private final long rekeyAfter;

	private final long rekeyAfterPackets;

	private final long rekeyIntervalNanos;

	private final long answerNanos;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Queue<byte[]> posts = new ConcurrentLinkedQueue<>();

	private final Queue<KeyExchangePost> keyExchangePosts = new ConcurrentLinkedQueue<>();

	private final AtomicInteger posted = new AtomicInteger();

	private final AtomicBoolean flushScheduled = new AtomicBoolean();

	/**
	 * Our offer in the exchange that is running or about to; made once by whoever is
	 * first, the reader answering or a writer at its limit, so that both sides of the
	 * hash see the same bytes.
	 */
	private final AtomicReference<@Nullable KexInit> offer = new AtomicReference<>();

	/**
	 * Threads that wait for new keys.
	 */
	private final Queue<CompletableFuture<Boolean>> keysAwaited = new ConcurrentLinkedQueue<>();

	private final PacketBatch batch;

	private boolean held;

	private boolean mayRekey;

	private volatile @Nullable Executor flusher;

	private volatile long offerTime;

	private volatile boolean newKeysPending;

	/**
	 * Whether the peer's NEWKEYS is still to come. Until then the exchange has not ended
	 * for us, however long our own new keys are in use, and we must not begin another:
	 * the peer may not even have written its part.
	 */
	private volatile boolean peerKeysPending;

	private volatile long totalBytes;

	private volatile @Nullable Throwable failure;

	PacketWriter(OutputStream out, TransportConfig config, Supplier<KexInit> kexInits) {
		this.out = out;
		this.kexInits = kexInits;
		this.maxPosted = config.maxPendingAnswers();
		this.rekeyAfter = config.rekeyAfter();
		this.rekeyAfterPackets = config.rekeyAfterPackets();
		this.rekeyIntervalNanos = config.rekeyInterval().toNanos();
		this.answerNanos = config.answerTimeout().toNanos();
		this.batch = new PacketBatch(config.random());
	}

	// What the reader may call

	/**
	 * Queues a packet. Reader thread only.
	 * @param payload the message
	 * @throws DisconnectException if the peer does not read its answers
	 */
	void post(byte[] payload) throws DisconnectException {
		if (this.posted.incrementAndGet() > this.maxPosted) {
			awaitRoom();
		}
		this.posts.add(payload);
		flushSoon();
	}

	/**
	 * Stops reading while too many answers wait, so that a peer which asks faster than it
	 * reads is slowed down. The reader takes no lock for it and gives the peer up after a
	 * time: a peer whose own reader waits for us would never make room. What a key
	 * exchange holds only the reader can free, so it does not wait for that.
	 */
	private void awaitRoom() throws DisconnectException {
		long start = System.nanoTime();
		while (this.posted.get() > this.maxPosted && this.failure == null) {
			boolean needsReader = this.offer.get() != null && !this.newKeysPending;
			if (needsReader || System.nanoTime() - start > this.answerNanos) {
				throw new DisconnectException(Reason.BY_APPLICATION, "too many answers are waiting to be read");
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	/**
	 * Queues our KEXINIT unless it is already written.
	 * @return our offer
	 * @throws DisconnectException if our last exchange has not ended, so that the peer
	 * cannot have seen its end
	 */
	KexInit postKexInit() throws DisconnectException {
		if (this.newKeysPending) {
			throw DisconnectException.protocolError("KEXINIT before the end of the last key exchange");
		}
		KexInit offer = offer();
		postKeyExchange(offer.payload());
		return offer;
	}

	/**
	 * Queues a packet that passes the gate.
	 * @param payload a message of the key exchange, or DISCONNECT
	 */
	void postKeyExchange(byte[] payload) {
		this.keyExchangePosts.add(new KeyExchangePost(payload, null, Compression.NONE, false));
		flushSoon();
	}

	/**
	 * Queues NEWKEYS, behind which our new keys are in use.
	 * @param payload the message
	 * @param next protects all that follows
	 * @param compression compresses all that follows
	 * @param resetSequence whether strict key exchange counts anew
	 */
	void postNewKeys(byte[] payload, PacketCipher next, Compression compression, boolean resetSequence) {
		this.newKeysPending = true;
		this.peerKeysPending = true;
		this.keyExchangePosts.add(new KeyExchangePost(payload, next, compression, resetSequence));
		flushSoon();
	}

	/**
	 * Ends the exchange: the peer's new keys are in use, too.
	 */
	void peerKeysReceived() {
		this.peerKeysPending = false;
		for (CompletableFuture<Boolean> keys = this.keysAwaited.poll(); keys != null; keys = this.keysAwaited.poll()) {
			keys.complete(true);
		}
	}

	/**
	 * Starts to compress all that follows, when the user is known. What was posted before
	 * has left.
	 * @param compression how
	 */
	void compress(Compression compression) {
		this.lock.lock();
		try {
			this.batch.compress(compression);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets other threads write from now on: posts are flushed by the executor. Before,
	 * the connection has one thread and posts go out at once.
	 * @param flusher runs flush tasks, on threads that nobody interrupts
	 */
	void share(Executor flusher) {
		this.lock.lock();
		try {
			this.mayRekey = true;
			this.flusher = flusher;
		}
		finally {
			this.lock.unlock();
		}
	}

	// What other threads call

	/**
	 * Writes a packet, waiting for a key exchange and for the socket. Never on the reader
	 * thread.
	 * @param guard asked under the writer lock whether the packet may still be sent
	 * @param payload the message
	 * @param more whether the caller will write again at once, so that sending can wait
	 * @return what the guard said
	 * @throws IOException if the connection ended
	 */
	boolean writeIf(BooleanSupplier guard, Payload payload, boolean more) throws IOException {
		this.lock.lock();
		try {
			awaitGate();
			boolean allowed = guard.getAsBoolean();
			if (allowed) {
				this.batch.seal(payload);
			}
			boolean rekey = rekeyIsDue();
			if (rekey) {
				sealKexInit(offer());
			}
			// Who was refused gives up, and will not send what others have left to it
			send(allowed && more && !rekey);
			return allowed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Begins a key exchange, unless one is running. Never on the reader thread.
	 * @return completed when the new keys are in use in both directions
	 * @throws IOException if the connection ended
	 */
	Future<?> rekey() throws IOException {
		CompletableFuture<Boolean> keys = new CompletableFuture<>();
		this.lock.lock();
		try {
			this.keysAwaited.add(keys);
			checkFailure();
			drain();
			if (!isKeyExchangeRunning()) {
				sealKexInit(offer());
			}
			send(false);
			return keys;
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isKeyExchangeRunning() {
		return this.offer.get() != null || this.newKeysPending || this.peerKeysPending;
	}

	/**
	 * Tells how long the running key exchange takes already, so that a watchdog can see
	 * one that does not end.
	 * @param now the present value of {@link System#nanoTime}
	 * @return nanoseconds since our offer was made, {@code 0} if none is running
	 */
	long keyExchangeNanos(long now) {
		return isKeyExchangeRunning() ? now - this.offerTime : 0;
	}

	long totalBytes() {
		return this.totalBytes;
	}

	/**
	 * Appends raw bytes before the first packet: our identification.
	 * @param line the bytes, sent with the next packet
	 */
	void writeLine(byte[] line) {
		this.lock.lock();
		try {
			this.batch.append(line);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sends what is queued, if the lock is free within a time. For the last words of a
	 * connection; whoever calls it must see to it that the socket is closed afterwards,
	 * for the socket write itself has no bound.
	 * @param millis how long to wait for the lock
	 */
	void flushWithin(long millis) {
		try {
			if (this.lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
				try {
					drain();
					writeOut();
				}
				finally {
					this.lock.unlock();
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			fail(ex);
		}
	}

	/**
	 * Fails every waiting and future write, and frees the compressor. The socket must be
	 * closed before, it is what frees a thread stuck in it.
	 * @param cause the reason they see
	 */
	void fail(Throwable cause) {
		if (this.failure == null) {
			this.failure = cause;
		}
		this.keysAwaited.forEach((keys) -> keys.completeExceptionally(cause));
		this.lock.lock();
		try {
			this.batch.compress(Compression.NONE);
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	// Under the lock

	private void awaitGate() throws IOException {
		checkFailure();
		drain();
		while (this.held) {
			send(false);
			// Sending may have waited too, and the gate may have been opened meanwhile
			if (this.held) {
				this.changed.awaitUninterruptibly();
			}
			checkFailure();
			drain();
		}
	}

	private void drain() throws IOException {
		for (KeyExchangePost post = this.keyExchangePosts.poll(); post != null; post = this.keyExchangePosts.poll()) {
			KexInit offer = this.offer.get();
			if (offer != null && post.payload == offer.payload()) {
				sealKexInit(offer);
			}
			else {
				this.batch.seal(post.payload);
				if (post.next != null) {
					switchKeys(post.next, post.compression, post.resetSequence);
				}
			}
		}
		while (!this.held) {
			byte[] post = this.posts.poll();
			if (post == null) {
				return;
			}
			this.posted.decrementAndGet();
			this.batch.seal(post);
		}
	}

	private void sealKexInit(KexInit offer) throws IOException {
		if (!this.held) {
			this.batch.seal(offer.payload());
			this.held = true;
		}
	}

	private void switchKeys(PacketCipher next, Compression compression, boolean resetSequence) {
		this.batch.use(next, resetSequence);
		this.batch.compress(compression);
		this.held = false;
		this.offer.set(null);
		this.newKeysPending = false;
		this.changed.signalAll();
	}

	private boolean rekeyIsDue() {
		return this.mayRekey && !this.held && !this.peerKeysPending
				&& (this.batch.bytesUnderKey() >= this.rekeyAfter
						|| this.batch.packetsUnderKey() >= this.rekeyAfterPackets
						|| this.batch.keyAge() >= this.rekeyIntervalNanos);
	}

	private KexInit offer() {
		KexInit current = this.offer.get();
		if (current == null) {
			current = this.kexInits.get();
			this.offerTime = System.nanoTime();
			KexInit other = this.offer.compareAndExchange(null, current);
			return (other != null) ? other : current;
		}
		return current;
	}

	/**
	 * Sends the batch when it is full, or when nothing more is at hand. A thread that
	 * waits for the lock inherits the duty.
	 */
	private void send(boolean more) throws IOException {
		boolean full = this.batch.size() >= BATCH;
		if (!full && (more || this.lock.hasQueuedThreads())) {
			return;
		}
		if (!VirtualThreads.isCurrent() || this.flusher == null) {
			writeOut();
			return;
		}
		flushSoon();
		while (this.batch.size() >= BATCH) {
			this.changed.awaitUninterruptibly();
			checkFailure();
			// Those who wrote meanwhile may have left the duty to this thread
			flushSoon();
		}
	}

	private void writeOut() throws IOException {
		int size = this.batch.size();
		if (size > 0) {
			try {
				this.batch.writeTo(this.out);
			}
			finally {
				this.changed.signalAll();
			}
			// Written under the lock only; others read it for statistics
			this.totalBytes = this.totalBytes + size;
		}
	}

	private void checkFailure() throws SshException {
		Throwable cause = this.failure;
		if (cause != null) {
			throw new SshException("the connection has ended: " + cause.getMessage(), cause);
		}
	}

	// The flush task

	private void flushSoon() {
		Executor executor = this.flusher;
		if (executor == null) {
			flushNow();
		}
		else if (this.flushScheduled.compareAndSet(false, true)) {
			try {
				executor.execute(this::flushNow);
			}
			catch (RejectedExecutionException ex) {
				// The server has ended; what is still to be said goes with the last words
				this.flushScheduled.set(false);
			}
		}
	}

	private void flushNow() {
		this.lock.lock();
		try {
			// Not before: while the socket is stuck, each post would start a thread
			this.flushScheduled.set(false);
			if (this.failure == null) {
				drain();
				writeOut();
			}
		}
		catch (IOException ex) {
			// The reader finds the same socket broken and ends the connection
			this.failure = ex;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A posted packet of the key exchange.
	 */
	private record KeyExchangePost(byte[] payload, @Nullable PacketCipher next, Compression compression,
			boolean resetSequence) {

	}

}
