package io.sshconsole.ssh.connection;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * A ring of bytes between the reader thread and a consumer. It grows to what is in it,
 * never beyond the channel's window. Has no lock of its own: a channel's lock guards it.
 * <p>
 * When it is drained it only refers weakly to its memory. A busy channel finds it again
 * for the next bytes; of an idle one the garbage collector takes it, and no timer has to
 * tell one from the other.
 */
final class ChannelBuffer {

	private static final byte[] EMPTY = new byte[0];

	private static final int INITIAL = 1024;

	private byte[] ring = EMPTY;

	/**
	 * The ring, also while it is drained.
	 */
	private WeakReference<byte @Nullable []> memory = new WeakReference<>(null);

	private int head;

	private int size;

	int size() {
		return this.size;
	}

	/**
	 * Returns how much it keeps from the garbage collector, or would still find there.
	 * @return bytes
	 */
	int memory() {
		byte[] memory = this.memory.get();
		return (memory != null) ? memory.length : 0;
	}

	void append(byte[] source, int offset, int length) {
		if (length == 0) {
			return;
		}
		ensure(length);
		int tail = (this.head + this.size) % this.ring.length;
		int first = Math.min(length, this.ring.length - tail);
		System.arraycopy(source, offset, this.ring, tail, first);
		System.arraycopy(source, offset + first, this.ring, 0, length - first);
		this.size += length;
	}

	/**
	 * Takes the oldest bytes out.
	 * @param target where they go
	 * @param offset index of the first
	 * @param length most that are wanted
	 * @return how many were taken, possibly none
	 */
	int read(byte[] target, int offset, int length) {
		int count = Math.min(length, this.size);
		int first = Math.min(count, this.ring.length - this.head);
		System.arraycopy(this.ring, this.head, target, offset, first);
		System.arraycopy(this.ring, 0, target, offset + first, count - first);
		this.size -= count;
		if (this.size == 0) {
			this.head = 0;
			this.ring = EMPTY;
		}
		else {
			this.head = (this.head + count) % this.ring.length;
		}
		return count;
	}

	void clear() {
		this.ring = EMPTY;
		this.memory.clear();
		this.head = 0;
		this.size = 0;
	}

	private void ensure(int more) {
		byte[] drained = (this.size == 0) ? this.memory.get() : null;
		if (drained != null) {
			this.ring = drained;
		}
		int needed = this.size + more;
		if (needed > this.ring.length) {
			byte[] larger = new byte[Math.max(needed,
					Math.min(Math.max(INITIAL, 2 * this.ring.length), ConnectionConfig.WINDOW))];
			int kept = this.size;
			int first = Math.min(kept, this.ring.length - this.head);
			System.arraycopy(this.ring, this.head, larger, 0, first);
			System.arraycopy(this.ring, 0, larger, first, kept - first);
			this.ring = larger;
			this.memory = new WeakReference<>(larger);
			this.head = 0;
		}
	}

}
