package io.sshconsole.ssh.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The packets that the reader has posted and nobody has sealed yet, counted, so that they
 * can be bounded. One thread adds, any thread takes.
 */
final class Posts {

	private final Queue<byte[]> packets = new ConcurrentLinkedQueue<>();

	private final AtomicInteger count = new AtomicInteger();

	private final int max;

	/**
	 * Makes an empty queue.
	 * @param max most packets that may wait. Beyond it the peer asks faster than it reads
	 * the answers, and would fill our memory with them
	 */
	Posts(int max) {
		this.max = max;
	}

	boolean isFull() {
		return this.count.get() >= this.max;
	}

	boolean isEmpty() {
		return this.packets.isEmpty();
	}

	void add(byte[] payload) {
		this.count.incrementAndGet();
		this.packets.add(payload);
	}

	byte @Nullable [] poll() {
		byte[] payload = this.packets.poll();
		if (payload != null) {
			this.count.decrementAndGet();
		}
		return payload;
	}

}
