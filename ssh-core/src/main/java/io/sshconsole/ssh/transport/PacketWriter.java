package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
 * <b>One lock</b> guards the cipher, the sequence number, the gate and the batch. No
 * other lock is taken while holding it. Whoever holds it sends posted packets first, so a
 * reply posted before a thread started precedes that thread's output. If nobody writes, a
 * task of the server sends them, once the reader has nothing more to read: what it
 * answers to one burst leaves in one socket write.
 * <p>
 * <b>Guards</b> of {@code writeIf} are evaluated under the lock: no data can follow a
 * CLOSE that was decided before (OpenSSH ends the connection over it).
 * <p>
 * <b>The gate</b> is held from our KEXINIT until our NEWKEYS (RFC 4253 §7.1) and is
 * changed only by what is written. While held, writers wait and posted packets stay
 * queued, except those of the key exchange itself.
 */
final class PacketWriter {

	/**
	 * How long the reader looks away between two looks for room.
	 */
	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final long rekeyAfter;

	private final long rekeyAfterPackets;

	private final long rekeyIntervalNanos;

	private final long answerNanos;

	/**
	 * Fair: who writes much comes back at once and would overtake the one that echoes a
	 * key again and again.
	 */
	private final ReentrantLock lock = new ReentrantLock(true);

	private final Condition changed = this.lock.newCondition();

	private final Posts posts;

	private final Queue<KeyExchangePost> keyExchangePosts = new ConcurrentLinkedQueue<>();

	private final OwnKeyExchange keyExchange;

	private final PacketBatch batch;

	private final BatchSender sender;

	private boolean held;

	private boolean mayRekey;

	private volatile @Nullable Throwable failure;

	PacketWriter(OutputStream out, TransportConfig config, Supplier<KexInit> kexInits) {
		this.posts = new Posts(config.maxPendingAnswers());
		this.rekeyAfter = config.rekeyAfter();
		this.rekeyAfterPackets = config.rekeyAfterPackets();
		this.rekeyIntervalNanos = config.rekeyInterval().toNanos();
		this.answerNanos = config.answerTimeout().toNanos();
		this.keyExchange = new OwnKeyExchange(kexInits);
		this.batch = new PacketBatch(config.random());
		this.sender = new BatchSender(out, this.lock, this.changed, this.batch, this);
	}

	// What the reader may call

	/**
	 * Queues a packet. Reader thread only.
	 * @param payload the message
	 * @throws DisconnectException if the peer does not read its answers
	 */
	void post(byte[] payload) throws DisconnectException {
		if (this.posts.isFull()) {
			awaitRoom();
		}
		this.posts.add(payload);
	}

	/**
	 * Stops reading while too many answers wait, so that a peer which asks faster than it
	 * reads is slowed down. The reader takes no lock for it and gives the peer up after a
	 * time: a peer whose own reader waits for us would never make room. What a key
	 * exchange holds only the reader can free, so it does not wait for that.
	 */
	private void awaitRoom() throws DisconnectException {
		this.sender.flushSoon();
		long start = System.nanoTime();
		while (this.posts.isFull() && this.failure == null) {
			if (this.keyExchange.needsReader() || System.nanoTime() - start > this.answerNanos) {
				throw new DisconnectException(Reason.BY_APPLICATION, "too many answers are waiting to be read");
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	/**
	 * Lets what was posted leave. For the reader that has nothing more to read; never
	 * waits.
	 */
	void flush() {
		if (!this.posts.isEmpty() || !this.keyExchangePosts.isEmpty()) {
			this.sender.flushSoon();
		}
	}

	/**
	 * Queues our KEXINIT unless it is already written.
	 * @return our offer
	 * @throws DisconnectException if our last exchange has not ended, so that the peer
	 * cannot have seen its end
	 */
	KexInit postKexInit() throws DisconnectException {
		if (this.keyExchange.isNewKeysUnwritten()) {
			throw DisconnectException.protocolError("KEXINIT before the end of the last key exchange");
		}
		KexInit offer = this.keyExchange.offer();
		postKeyExchange(offer.payload());
		return offer;
	}

	/**
	 * Queues a packet that passes the gate.
	 * @param payload a message of the key exchange
	 */
	void postKeyExchange(byte[] payload) {
		this.keyExchangePosts.add(new KeyExchangePost(payload, null, Compression.NONE, false));
	}

	/**
	 * Queues NEWKEYS, behind which our new keys are in use.
	 * @param payload the message
	 * @param next protects all that follows
	 * @param compression compresses all that follows
	 * @param resetSequence whether strict key exchange counts anew
	 */
	void postNewKeys(byte[] payload, PacketCipher next, Compression compression, boolean resetSequence) {
		this.keyExchange.newKeysPosted();
		this.keyExchangePosts.add(new KeyExchangePost(payload, next, compression, resetSequence));
	}

	/**
	 * Ends the exchange: the peer's new keys are in use, too.
	 */
	void peerKeysReceived() {
		this.keyExchange.peerKeysReceived();
	}

	/**
	 * Starts to compress all that follows, when the user is known. What was posted before
	 * leaves before.
	 * @param compression how
	 * @throws IOException if the connection ended
	 */
	void compress(Compression compression) throws IOException {
		this.lock.lock();
		try {
			drain();
			this.sender.send(More.NONE);
			this.batch.compress(compression);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets other threads write from now on: what is posted leaves by the executor.
	 * Before, the connection has one thread.
	 * @param executor runs tasks on threads that nobody interrupts
	 */
	void share(Executor executor) {
		this.lock.lock();
		try {
			this.mayRekey = true;
			this.sender.executor(executor);
			this.batch.rest();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets the buffers go which the first keys have filled. Reader thread only, and only
	 * before {@link #share}, for it takes the lock.
	 */
	void rest() {
		this.lock.lock();
		try {
			this.batch.rest();
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
	 * @param more what the caller will do next, so that sending can wait
	 * @return what the guard said
	 * @throws IOException if the connection ended
	 */
	boolean writeIf(BooleanSupplier guard, Payload payload, More more) throws IOException {
		this.lock.lock();
		try {
			awaitGate();
			boolean allowed = guard.getAsBoolean();
			if (allowed) {
				this.batch.seal(payload);
			}
			boolean rekey = rekeyIsDue();
			if (rekey) {
				sealKexInit(this.keyExchange.offer());
			}
			// Who was refused gives up, and will not send what others have left to it
			this.sender.send((allowed && !rekey) ? more : More.NONE);
			return allowed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tells whether something waits for {@link More#LIKELY more}. Takes no lock.
	 */
	boolean lingers() {
		return this.sender.lingers();
	}

	/**
	 * Sends what waits for {@link More#LIKELY more}, if anything does. Never on the
	 * reader thread.
	 * @throws IOException if the connection ended
	 */
	void hurry() throws IOException {
		if (lingers()) {
			this.lock.lock();
			try {
				checkFailure();
				this.sender.send(More.NONE);
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * Lets what waits for {@link More#LIKELY more} leave, if anything does. For a thread
	 * that goes on to wait for the peer; never waits.
	 */
	void hurryLater() {
		if (lingers()) {
			this.sender.flushSoon();
		}
	}

	/**
	 * Begins a key exchange, unless one is running. Never on the reader thread.
	 * @return completed when the new keys are in use in both directions
	 * @throws IOException if the connection ended
	 */
	Future<?> rekey() throws IOException {
		this.lock.lock();
		try {
			Future<?> keys = this.keyExchange.await();
			checkFailure();
			drain();
			if (!this.keyExchange.isRunning()) {
				sealKexInit(this.keyExchange.offer());
			}
			this.sender.send(More.NONE);
			return keys;
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isKeyExchangeRunning() {
		return this.keyExchange.isRunning();
	}

	/**
	 * Tells how long the running key exchange takes already, so that a watchdog can see
	 * one that does not end.
	 * @param now the present value of {@link System#nanoTime}
	 * @return nanoseconds since our offer was made, {@code 0} if none is running
	 */
	long keyExchangeNanos(long now) {
		return this.keyExchange.nanos(now);
	}

	long totalBytes() {
		return this.sender.totalBytes();
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
	 * Sends the last words of a connection behind all that may still be sent. Whoever
	 * calls it must see to it that the socket is closed afterwards, for the socket write
	 * itself has no bound.
	 * @param payload the message
	 * @param millis how long to wait for others that write
	 */
	void writeLast(byte[] payload, long millis) {
		try {
			if (this.lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
				try {
					drain();
					this.batch.seal(payload);
					this.sender.sendWithin(TimeUnit.MILLISECONDS.toNanos(millis));
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
		broken(cause);
		this.keyExchange.fail(cause);
		this.lock.lock();
		try {
			this.batch.compress(Compression.NONE);
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Notes why nothing can be sent any more.
	 */
	void broken(Throwable cause) {
		if (this.failure == null) {
			this.failure = cause;
		}
	}

	// Under the lock

	private void awaitGate() throws IOException {
		checkFailure();
		drain();
		while (this.held) {
			this.sender.send(More.NONE);
			// Sending may have waited too, and the gate may have been opened meanwhile
			if (this.held) {
				this.changed.awaitUninterruptibly();
			}
			checkFailure();
			drain();
		}
	}

	/**
	 * Seals what was posted, as far as the gate lets it pass.
	 */
	void drain() throws IOException {
		for (KeyExchangePost post = this.keyExchangePosts.poll(); post != null; post = this.keyExchangePosts.poll()) {
			if (this.keyExchange.isOffer(post.payload)) {
				sealKexInit(this.keyExchange.offer());
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
		this.keyExchange.newKeysWritten();
		this.changed.signalAll();
	}

	private boolean rekeyIsDue() {
		return this.mayRekey && !this.held && !this.keyExchange.isPeerKeysPending()
				&& (this.batch.bytesUnderKey() >= this.rekeyAfter
						|| this.batch.packetsUnderKey() >= this.rekeyAfterPackets
						|| this.batch.keyAge() >= this.rekeyIntervalNanos);
	}

	void checkFailure() throws SshException {
		Throwable cause = this.failure;
		if (cause != null) {
			throw new SshException("the connection has ended: " + cause.getMessage(), cause);
		}
	}

	/**
	 * A posted packet of the key exchange.
	 */
	private record KeyExchangePost(byte[] payload, @Nullable PacketCipher next, Compression compression,
			boolean resetSequence) {

	}

}
