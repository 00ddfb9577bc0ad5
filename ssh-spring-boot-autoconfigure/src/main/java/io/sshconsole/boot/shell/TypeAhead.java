package io.sshconsole.boot.shell;

import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What was typed and not yet read: a bounded queue between the pump and the session's
 * thread. One lock guards everything.
 * <p>
 * While lines are edited a full queue makes the pump wait, and the channel's window makes
 * the client wait. While a command runs the pump must go on, or Ctrl-C would be stuck
 * behind input that the command does not read; so what does not fit is dropped, as a
 * terminal of an operating system does.
 */
final class TypeAhead {

	/**
	 * Nothing more will come.
	 */
	static final int END = -1;

	/**
	 * Nothing came in time.
	 */
	static final int EXPIRED = -2;

	/**
	 * Something other than input wants to be looked at.
	 */
	static final int WOKEN = -3;

	/**
	 * Most bytes that are kept: more than anybody pastes while a command runs, and what
	 * one session can cost in memory.
	 */
	static final int LIMIT = 1024 * 1024;

	private static final int INITIAL_SIZE = 256;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition readable = this.lock.newCondition();

	private final Condition writable = this.lock.newCondition();

	private final int interruptCharacter;

	private byte[] ring = new byte[INITIAL_SIZE];

	private int start;

	private int size;

	private boolean ended;

	private boolean woken;

	private @Nullable Runnable interrupt;

	/**
	 * Creates an empty queue.
	 * @param interruptCharacter what interrupts a command, or {@code -1} for nothing
	 */
	TypeAhead(int interruptCharacter) {
		this.interruptCharacter = interruptCharacter;
	}

	/**
	 * Adds input. Called by the pump.
	 * @param bytes holds the input
	 * @param length how many bytes of it
	 * @throws InterruptedException if interrupted while waiting for room
	 */
	void offer(byte[] bytes, int length) throws InterruptedException {
		for (int i = 0; i < length; i++) {
			Runnable action = offer(bytes[i]);
			if (action != null) {
				action.run();
			}
		}
	}

	private @Nullable Runnable offer(byte b) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			if (this.interrupt != null && (b & 0xff) == this.interruptCharacter) {
				this.size = 0;
				return this.interrupt;
			}
			while (this.size == LIMIT && this.interrupt == null && !this.ended) {
				this.writable.await();
			}
			add(b);
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void add(byte b) {
		if (this.size == LIMIT || this.ended) {
			return;
		}
		if (this.size == this.ring.length) {
			byte[] larger = Arrays.copyOf(Arrays.copyOfRange(this.ring, this.start, this.size), this.size * 2);
			System.arraycopy(this.ring, 0, larger, this.size - this.start, this.start);
			this.ring = larger;
			this.start = 0;
		}
		this.ring[(this.start + this.size++) % this.ring.length] = b;
		this.readable.signal();
	}

	/**
	 * Does what the interrupt character does, without waiting.
	 */
	void interrupt() {
		Runnable action;
		this.lock.lock();
		try {
			action = this.interrupt;
			if (action == null && this.interruptCharacter >= 0) {
				add((byte) this.interruptCharacter);
			}
		}
		finally {
			this.lock.unlock();
		}
		if (action != null) {
			action.run();
		}
	}

	/**
	 * Says what the interrupt character does from now on. One that was typed ahead is
	 * meant for the command that starts now.
	 * @param action cancels the command, or {@code null} to queue the character as input
	 */
	void onInterrupt(@Nullable Runnable action) {
		boolean typed;
		this.lock.lock();
		try {
			this.interrupt = action;
			this.writable.signalAll();
			typed = action != null && dropInterrupted();
		}
		finally {
			this.lock.unlock();
		}
		if (typed && action != null) {
			action.run();
		}
	}

	private boolean dropInterrupted() {
		for (int i = this.size - 1; i >= 0; i--) {
			if ((this.ring[(this.start + i) % this.ring.length] & 0xff) == this.interruptCharacter) {
				this.start = (this.start + i + 1) % this.ring.length;
				this.size -= i + 1;
				return true;
			}
		}
		return false;
	}

	/**
	 * Ends the input: what is queued can still be read.
	 */
	void end() {
		this.lock.lock();
		try {
			this.ended = true;
			this.readable.signalAll();
			this.writable.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Makes the next {@link #read}, or the one that waits, return {@link #WOKEN}.
	 */
	void wake() {
		this.lock.lock();
		try {
			this.woken = true;
			this.readable.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns whether {@link #read} would wait.
	 * @return {@code true} if there is nothing to read, and there may be something later
	 */
	boolean isWaiting() {
		this.lock.lock();
		try {
			return this.size == 0 && !this.ended && !this.woken;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns how many bytes can be read without waiting.
	 * @return the number
	 */
	int available() {
		this.lock.lock();
		try {
			return this.size;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Drops what can be read.
	 * @return whether there was anything
	 */
	boolean drop() {
		this.lock.lock();
		try {
			boolean dropped = this.size > 0;
			this.size = 0;
			this.writable.signalAll();
			return dropped;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Reads one byte.
	 * @param timeout how many milliseconds to wait, {@code 0} for ever
	 * @param peek whether the byte stays in the queue
	 * @return the byte, {@link #END}, {@link #EXPIRED} or {@link #WOKEN}
	 * @throws InterruptedIOException if the channel was closed
	 */
	int read(long timeout, boolean peek) throws InterruptedIOException {
		this.lock.lock();
		try {
			long left = TimeUnit.MILLISECONDS.toNanos(timeout);
			while (this.size == 0 && !this.ended && !this.woken) {
				if (timeout > 0 && left <= 0) {
					return EXPIRED;
				}
				left = await(timeout, left);
			}
			return (this.woken || this.size == 0) ? readNothing() : readByte(peek);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted while waiting for input");
		}
		finally {
			this.lock.unlock();
		}
	}

	private long await(long timeout, long left) throws InterruptedException {
		if (timeout > 0) {
			return this.readable.awaitNanos(left);
		}
		this.readable.await();
		return left;
	}

	private int readNothing() {
		boolean wasWoken = this.woken;
		this.woken = false;
		return wasWoken ? WOKEN : END;
	}

	private int readByte(boolean peek) {
		int b = this.ring[this.start] & 0xff;
		if (!peek) {
			this.start = (this.start + 1) % this.ring.length;
			this.size--;
			this.writable.signal();
		}
		if (this.size == 0 && this.ring.length > INITIAL_SIZE) {
			this.ring = new byte[INITIAL_SIZE];
			this.start = 0;
		}
		return b;
	}

}
