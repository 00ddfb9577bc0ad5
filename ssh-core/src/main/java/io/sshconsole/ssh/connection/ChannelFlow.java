package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;

/**
 * The two directions of a channel: windows, buffers, and how far each has ended (RFC 4254
 * §5.2, §5.3).
 * <p>
 * Its lock, the channel lock, guards all of it; no other lock is taken while holding it.
 * The directions end independently, so the state is flags rather than one name. A flag is
 * set <em>before</em> its message is written or posted, and data is written only if
 * {@link #canSend} still holds under the writer lock: nothing can follow EOF or CLOSE.
 */
final class ChannelFlow {

	/**
	 * So many bytes are not kept from whoever reads until the burst has ended.
	 */
	private static final int WAKE_AT = 128 * 1024;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition readable = this.lock.newCondition();

	private final Condition writable = this.lock.newCondition();

	private final FlowWindow localWindow = new FlowWindow(ConnectionConfig.WINDOW);

	private final FlowWindow peerWindow;

	private final int maxData;

	private final boolean keepsExtendedData;

	private final Supplier<SshException> closedCause;

	private final ChannelBuffer data = new ChannelBuffer();

	private final ChannelBuffer extendedData = new ChannelBuffer();

	/**
	 * Whether {@link #wakeReaders} is still to be called for what was appended.
	 */
	private boolean wakeIsDue;

	private volatile int unacknowledged;

	private volatile boolean eofSent;

	private volatile boolean eofReceived;

	private volatile boolean closeSent;

	private volatile boolean closeReceived;

	/**
	 * Whether we read no more data; the application has closed the stream.
	 */
	private boolean readingStopped;

	/**
	 * Whether the peer reads no more data, although it may still send.
	 */
	private boolean peerReadingStopped;

	/**
	 * Starts with both directions open.
	 * @param peerWindow how many bytes we may send
	 * @param maxData most bytes of data in a packet that we send
	 * @param keepsExtendedData whether somebody reads the peer's standard error
	 * @param closedCause makes what is thrown to those who use a closed channel
	 */
	ChannelFlow(long peerWindow, int maxData, boolean keepsExtendedData, Supplier<SshException> closedCause) {
		this.peerWindow = new FlowWindow(peerWindow);
		this.maxData = maxData;
		this.keepsExtendedData = keepsExtendedData;
		this.closedCause = closedCause;
	}

	boolean isOpen() {
		return !this.closeSent && !this.closeReceived;
	}

	boolean canSend() {
		return !this.eofSent && !this.closeSent;
	}

	boolean isCloseUnsent() {
		return !this.closeSent;
	}

	// The application's side

	/**
	 * Waits for bytes and takes them out of a buffer.
	 * @return how many, or {@code -1} at the peer's EOF
	 * @throws IOException if the channel goes away before its EOF
	 */
	int read(boolean extended, byte[] target, int offset, int length) throws IOException {
		ChannelBuffer source = extended ? this.extendedData : this.data;
		this.lock.lock();
		try {
			while (source.size() == 0) {
				if (this.readingStopped && !extended) {
					throw new SshException("the stream is closed");
				}
				if (this.eofReceived) {
					return -1;
				}
				if (!isOpen()) {
					throw this.closedCause.get();
				}
				this.readable.await();
			}
			int count = source.read(target, offset, length);
			this.unacknowledged = this.unacknowledged + count;
			return count;
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		finally {
			this.lock.unlock();
		}
	}

	int available(boolean extended) {
		this.lock.lock();
		try {
			return (extended ? this.extendedData : this.data).size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes what is due as a window adjustment: nothing, until half the window has been
	 * used up.
	 * @return the number of bytes, usually {@code 0}
	 */
	int takeAdjustment() throws DisconnectException {
		if (this.unacknowledged < ConnectionConfig.WINDOW / 2 || !isOpen()) {
			return 0;
		}
		this.lock.lock();
		try {
			int adjustment = this.unacknowledged;
			this.unacknowledged = 0;
			this.localWindow.adjust(adjustment);
			return adjustment;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for window and takes some of it.
	 * @param wanted how many bytes are at hand
	 * @return how many may be sent in the next packet, at least one
	 * @throws IOException if our direction has ended
	 */
	int reserve(int wanted) throws IOException {
		this.lock.lock();
		try {
			while (canSend() && !this.peerReadingStopped && this.peerWindow.available() == 0) {
				this.writable.await();
			}
			if (!canSend()) {
				throw this.closedCause.get();
			}
			if (this.peerReadingStopped) {
				throw new SshException("the peer does not read any more");
			}
			return this.peerWindow.take(Math.min(wanted, this.maxData));
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Drops what has come and what will come, and gives its window back.
	 * @return whether the peer should hear of it: it may still send
	 */
	boolean stopReading() {
		this.lock.lock();
		try {
			boolean now = !this.readingStopped && !this.eofReceived && isOpen();
			this.readingStopped = true;
			this.unacknowledged = this.unacknowledged + this.data.size();
			this.data.clear();
			this.readable.signalAll();
			return now;
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean hasWindow() {
		this.lock.lock();
		try {
			return this.peerWindow.available() > 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	// The reader's side

	/**
	 * Takes data that arrived. What nobody will read is dropped, but its window is given
	 * back: it must not silt up.
	 * @return whether {@link #wakeReaders} is to be called, soon and once however many
	 * packets follow: waking a thread costs more than decrypting one
	 * @throws DisconnectException if the peer may not send that much
	 */
	boolean append(boolean extended, boolean wanted, byte[] source, int offset, int length) throws DisconnectException {
		this.lock.lock();
		try {
			if (this.eofReceived) {
				throw DisconnectException.protocolError("channel data after EOF");
			}
			if (length > ConnectionConfig.MAX_DATA) {
				throw DisconnectException.protocolError("channel data of " + length + " bytes");
			}
			this.localWindow.consume(length);
			boolean read = extended ? this.keepsExtendedData : !this.readingStopped;
			if (!wanted || this.closeSent || !read) {
				this.unacknowledged = this.unacknowledged + length;
				return false;
			}
			ChannelBuffer target = extended ? this.extendedData : this.data;
			target.append(source, offset, length);
			if (target.size() >= WAKE_AT) {
				// Behind so much, whoever reads can begin while the rest is decrypted
				this.readable.signalAll();
				return false;
			}
			boolean now = !this.wakeIsDue && this.lock.hasWaiters(this.readable);
			this.wakeIsDue |= now;
			return now;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wakes whoever waits for data.
	 */
	void wakeReaders() {
		this.lock.lock();
		try {
			this.wakeIsDue = false;
			this.readable.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void adjustPeerWindow(long count) throws DisconnectException {
		this.lock.lock();
		try {
			this.peerWindow.adjust(count);
			this.writable.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void peerStoppedReading() {
		this.lock.lock();
		try {
			this.peerReadingStopped = true;
			this.writable.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets the reader post something about the channel, unless our CLOSE is under way.
	 * Its flag is set under the same lock, and before CLOSE is written: what is posted
	 * here precedes it. Posting neither waits nor takes a lock of ours.
	 * @param posting posts the message
	 * @throws DisconnectException if the peer does not read its answers
	 */
	void ifCloseUnsent(Posting posting) throws DisconnectException {
		this.lock.lock();
		try {
			if (!this.closeSent) {
				posting.post();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	// How far each direction has ended

	/**
	 * Ends our direction.
	 * @return whether EOF must be sent now
	 */
	boolean endSending() {
		this.lock.lock();
		try {
			boolean now = canSend();
			this.eofSent = true;
			this.writable.signalAll();
			return now;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ends the peer's direction. Not if we have closed the channel: what arrived since
	 * was dropped, and a reader must not take what it has for the whole.
	 */
	void peerEndedSending() {
		this.lock.lock();
		try {
			if (!this.closeSent) {
				this.eofReceived = true;
			}
			this.readable.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Closes the channel from our side, or also from the peer's.
	 * @param byPeer whether the peer has closed it, or is gone
	 * @return whether CLOSE must be sent now
	 */
	boolean close(boolean byPeer) {
		this.lock.lock();
		try {
			boolean now = !this.closeSent;
			this.closeSent = true;
			this.eofSent = true;
			if (byPeer) {
				this.closeReceived = true;
			}
			this.readable.signalAll();
			this.writable.signalAll();
			return now;
		}
		finally {
			this.lock.unlock();
		}
	}

	private static InterruptedIOException interrupted() {
		Thread.currentThread().interrupt();
		return new InterruptedIOException("interrupted while waiting for the peer");
	}

	/**
	 * Posts a message.
	 */
	@FunctionalInterface
	interface Posting {

		void post() throws DisconnectException;

	}

}
