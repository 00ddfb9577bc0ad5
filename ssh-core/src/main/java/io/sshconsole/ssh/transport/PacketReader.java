package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;

import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.crypto.PayloadInflater;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireReader;
import org.jspecify.annotations.Nullable;

/**
 * The inbound half of a connection: bytes from the peer become packets. Owned by the
 * reader thread, no lock.
 * <p>
 * The socket is read with as much room as there is, so a burst of packets costs few
 * system calls; each packet is decrypted out of place into one buffer that the next
 * packet overwrites.
 */
final class PacketReader {

	/**
	 * What a connection without much traffic holds of each buffer: a few keystrokes.
	 */
	private static final int INITIAL_BUFFER = 256;

	/**
	 * The Java runtime reads 128 KiB at a time; the longest packet is twice that.
	 */
	private static final int MAX_BUFFER = 512 * 1024;

	/**
	 * After this many small reads a connection is at rest, and large buffers are let go.
	 */
	private static final int RESTING = 8;

	private static final byte[] NONE = new byte[0];

	private final InputStream in;

	private Runnable beforeWaiting = () -> {
	};

	private final WireReader view = new WireReader(NONE);

	private byte[] buffer = new byte[INITIAL_BUFFER];

	private int position;

	private int limit;

	private int smallReads;

	private byte[] packet = NONE;

	private PacketCipher cipher = PacketCipher.none();

	private @Nullable PayloadInflater inflater;

	private final int maxPacketOfUsers;

	private int maxPacketLength = TransportConfig.MAX_PACKET_BEFORE_AUTHENTICATION;

	private long maxTotalBytes;

	private int sequence;

	private int lastSequence;

	private long packets;

	private long bytesUnderKey;

	private long packetsUnderKey;

	private long readings;

	private volatile long totalBytes;

	PacketReader(InputStream in, TransportConfig config) {
		this.maxPacketOfUsers = config.maxPacketSize();
		this.maxTotalBytes = config.maxBytesBeforeAuthentication();
		this.in = in;
	}

	/**
	 * Reads the next packet.
	 * @return its payload, number first; valid until the next call
	 * @throws IOException if the packet is malformed or the connection ends
	 */
	WireReader read() throws IOException {
		fill(this.cipher.headerLength());
		int wireLength = wireLength();
		fill(wireLength);
		if (this.packet.length < wireLength) {
			int least = Math.max(INITIAL_BUFFER, wireLength);
			this.packet = new byte[Math.min(Math.max(least, 2 * this.packet.length), MAX_BUFFER)];
		}
		int length = open(wireLength);
		this.position += wireLength;
		this.lastSequence = this.sequence++;
		this.packets++;
		this.bytesUnderKey += wireLength;
		this.packetsUnderKey++;
		// Written by this thread only; others read it for statistics
		this.totalBytes = this.totalBytes + wireLength;
		if (this.totalBytes > this.maxTotalBytes) {
			throw DisconnectException.protocolError("too much data before authentication");
		}
		if (this.inflater != null) {
			length = this.inflater.inflate(this.packet, PacketCipher.PAYLOAD_OFFSET, length);
			return this.view.reset(this.inflater.payload(), 0, length);
		}
		return this.view.reset(this.packet, PacketCipher.PAYLOAD_OFFSET, length);
	}

	private int wireLength() throws IOException {
		try {
			return this.cipher.wireLength(this.sequence, this.buffer, this.position, this.maxPacketLength);
		}
		catch (DisconnectException ex) {
			throw afterReadingOn(ex);
		}
	}

	private int open(int wireLength) throws IOException {
		try {
			return this.cipher.open(this.sequence, this.buffer, this.position, wireLength, this.packet);
		}
		catch (DisconnectException ex) {
			throw afterReadingOn(ex);
		}
	}

	/**
	 * Reads as many bytes as the longest packet has, counted from where this one began,
	 * if the cipher must not show at which byte it failed.
	 */
	private DisconnectException afterReadingOn(DisconnectException failure) throws IOException {
		if (this.cipher.failsLate()) {
			fill(this.maxPacketLength + this.cipher.overhead());
		}
		return failure;
	}

	/**
	 * Sets what happens before the reader waits for the peer: all that came is dealt
	 * with.
	 * @param action runs on the reader thread before each read from the socket; must not
	 * wait
	 */
	void beforeWaiting(Runnable action) {
		this.beforeWaiting = action;
	}

	/**
	 * Reads one byte outside the packet protocol, for the version exchange.
	 * @return {@code 0} to {@code 255}
	 * @throws IOException if the connection ends
	 */
	int readByte() throws IOException {
		fill(1);
		return this.buffer[this.position++] & 0xff;
	}

	/**
	 * Takes the peer's new keys, right behind its NEWKEYS.
	 * @param cipher protects all that follows
	 * @param resetSequence whether strict key exchange counts anew (OpenSSH PROTOCOL
	 * 1.10)
	 */
	void use(PacketCipher cipher, boolean resetSequence) {
		this.cipher = cipher;
		this.bytesUnderKey = 0;
		this.packetsUnderKey = 0;
		if (resetSequence) {
			this.sequence = 0;
		}
	}

	/**
	 * Decompresses all that follows, from the beginning of a new stream, or nothing.
	 * @param compression how
	 */
	void decompress(Compression compression) {
		if (this.inflater != null) {
			this.inflater.close();
		}
		this.inflater = compression.newInflater();
	}

	/**
	 * Lifts the limits that hold for strangers, in every state they can be in.
	 */
	void peerIsKnown() {
		this.maxPacketLength = this.maxPacketOfUsers;
		this.maxTotalBytes = Long.MAX_VALUE;
	}

	/**
	 * Lets large buffers go before the next time that the reader waits.
	 */
	void rest() {
		this.smallReads = RESTING;
	}

	/**
	 * Returns the sequence number of the packet read last.
	 * @return an unsigned 32-bit number
	 */
	int lastSequence() {
		return this.lastSequence;
	}

	/**
	 * Returns how many packets were ever read.
	 * @return a count that is never reset
	 */
	long packets() {
		return this.packets;
	}

	/**
	 * Returns how often the socket was read.
	 * @return a count that is never reset
	 */
	long readings() {
		return this.readings;
	}

	long totalBytes() {
		return this.totalBytes;
	}

	long bytesUnderKey() {
		return this.bytesUnderKey;
	}

	long packetsUnderKey() {
		return this.packetsUnderKey;
	}

	/**
	 * Waits until some of the next packet is there.
	 * @return {@code false} if the socket has a time-out, and nothing came for so long
	 * @throws IOException if the connection ends
	 */
	boolean await() throws IOException {
		try {
			if (this.position == this.limit) {
				receive(1);
			}
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

	private void fill(int count) throws IOException {
		while (this.limit - this.position < count) {
			try {
				receive(count);
			}
			catch (SocketTimeoutException ex) {
				// The time-out is for those who wait between packets
			}
		}
	}

	private void receive(int count) throws IOException {
		makeRoom(count);
		this.beforeWaiting.run();
		int read = this.in.read(this.buffer, this.limit, this.buffer.length - this.limit);
		if (read < 0) {
			throw new DisconnectException(Reason.CONNECTION_LOST, "the peer closed the connection");
		}
		this.limit += read;
		this.readings++;
		this.smallReads = (read < INITIAL_BUFFER) ? this.smallReads + 1 : 0;
	}

	/**
	 * Makes room for what is due. The buffer doubles when a burst filled it, and what is
	 * left of it moves to the front only when there is no room behind.
	 */
	private void makeRoom(int count) {
		if (this.position == this.limit) {
			boolean wasFull = this.limit == this.buffer.length;
			this.position = 0;
			this.limit = 0;
			if (this.smallReads >= RESTING) {
				shrink();
			}
			else if (wasFull && this.buffer.length < MAX_BUFFER) {
				this.buffer = new byte[2 * this.buffer.length];
			}
		}
		int have = this.limit - this.position;
		if (this.buffer.length < count) {
			this.buffer = Arrays.copyOfRange(this.buffer, this.position,
					this.position + Math.max(count, 2 * this.buffer.length));
			this.position = 0;
			this.limit = have;
		}
		else if (this.buffer.length - this.position < count) {
			System.arraycopy(this.buffer, this.position, this.buffer, 0, have);
			this.position = 0;
			this.limit = have;
		}
	}

	private void shrink() {
		this.smallReads = 0;
		if (this.buffer.length > INITIAL_BUFFER) {
			this.buffer = new byte[INITIAL_BUFFER];
		}
		if (this.packet.length > INITIAL_BUFFER) {
			this.packet = NONE;
			this.view.reset(NONE, 0, 0);
		}
	}

}
