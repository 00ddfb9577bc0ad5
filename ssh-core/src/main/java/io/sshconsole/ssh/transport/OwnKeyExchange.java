package io.sshconsole.ssh.transport;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.sshconsole.ssh.kex.KexInit;
import org.jspecify.annotations.Nullable;

/**
 * How far our side of a key exchange is. It begins with our offer and ends when both
 * NEWKEYS are in use. The reader and the writers change it, everybody may look.
 */
final class OwnKeyExchange {

	private final Supplier<KexInit> kexInits;

	/**
	 * Our offer in the exchange that is running or about to; made once by whoever is
	 * first, the reader answering or a writer at its limit, so that both sides of the
	 * hash see the same bytes.
	 */
	private final AtomicReference<@Nullable KexInit> offer = new AtomicReference<>();

	/**
	 * Threads that wait for new keys.
	 */
	private final Queue<CompletableFuture<Boolean>> awaited = new ConcurrentLinkedQueue<>();

	private volatile long offerTime;

	private volatile boolean newKeysPosted;

	/**
	 * Whether the peer's NEWKEYS is still to come. Until then the exchange has not ended
	 * for us, however long our own new keys are in use, and we must not begin another:
	 * the peer may not even have written its part.
	 */
	private volatile boolean peerKeysPending;

	OwnKeyExchange(Supplier<KexInit> kexInits) {
		this.kexInits = kexInits;
	}

	/**
	 * Returns our offer, and makes it if there is none.
	 */
	KexInit offer() {
		KexInit current = this.offer.get();
		if (current == null) {
			current = this.kexInits.get();
			this.offerTime = System.nanoTime();
			KexInit other = this.offer.compareAndExchange(null, current);
			return (other != null) ? other : current;
		}
		return current;
	}

	boolean isOffer(byte[] payload) {
		KexInit offer = this.offer.get();
		return offer != null && payload == offer.payload();
	}

	/**
	 * Tells whether our NEWKEYS is still to be written, so that the peer cannot have seen
	 * the end of the exchange.
	 */
	boolean isNewKeysUnwritten() {
		return this.newKeysPosted;
	}

	boolean isPeerKeysPending() {
		return this.peerKeysPending;
	}

	/**
	 * Tells whether only the reader can bring the exchange to its end: it has yet to hand
	 * over our NEWKEYS.
	 */
	boolean needsReader() {
		return this.offer.get() != null && !this.newKeysPosted;
	}

	void newKeysPosted() {
		this.newKeysPosted = true;
		this.peerKeysPending = true;
	}

	void newKeysWritten() {
		this.offer.set(null);
		this.newKeysPosted = false;
	}

	void peerKeysReceived() {
		this.peerKeysPending = false;
		for (CompletableFuture<Boolean> keys = this.awaited.poll(); keys != null; keys = this.awaited.poll()) {
			keys.complete(true);
		}
	}

	/**
	 * Tells when new keys are in use in both directions.
	 * @return completed at the end of this exchange, or of the next if none is running
	 */
	Future<?> await() {
		CompletableFuture<Boolean> keys = new CompletableFuture<>();
		this.awaited.add(keys);
		return keys;
	}

	void fail(Throwable cause) {
		this.awaited.forEach((keys) -> keys.completeExceptionally(cause));
	}

	boolean isRunning() {
		return this.offer.get() != null || this.newKeysPosted || this.peerKeysPending;
	}

	/**
	 * Tells how long the exchange takes already.
	 * @param now the present value of {@link System#nanoTime}
	 * @return nanoseconds since our offer was made, {@code 0} if none is running
	 */
	long nanos(long now) {
		return isRunning() ? now - this.offerTime : 0;
	}

}
