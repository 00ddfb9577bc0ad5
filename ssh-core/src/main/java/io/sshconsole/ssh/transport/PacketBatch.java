package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;

import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.crypto.PayloadDeflater;
import io.sshconsole.ssh.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Packets that are sealed one behind the other until they leave in one socket write. Each
 * is laid out in one plain buffer and encrypted from there to the end of the batch: the
 * encryption is the copy. Has no lock of its own: the writer lock guards it.
 */
final class PacketBatch {

	/**
	 * What a connection without much traffic holds of each buffer: a few keystrokes.
	 */
	private static final int INITIAL_BUFFER = 256;

	/**
	 * After this many small batches a connection is at rest, and large buffers are let
	 * go.
	 */
	private static final int RESTING = 8;

	private static final byte[] NONE = new byte[0];

	private final Padding padding;

	private WireWriter plain = new WireWriter(0);

	private byte[] wire = NONE;

	private int size;

	/**
	 * The batch that is on its way to the socket, while the next one is sealed.
	 */
	private byte[] detached = NONE;

	private int detachedSize;

	private int smallBatches;

	/**
	 * Changed under the lock, and compared without it.
	 */
	private volatile long number;

	private PacketCipher cipher = PacketCipher.none();

	private @Nullable PayloadDeflater deflater;

	private int sequence;

	private long bytesUnderKey;

	private long packetsUnderKey;

	private long keyTime = System.nanoTime();

	PacketBatch(SecureRandom random) {
		this.padding = new Padding(random);
	}

	/**
	 * Appends raw bytes, before the first packet.
	 * @param line our identification
	 */
	void append(byte[] line) {
		ensure(line.length);
		System.arraycopy(line, 0, this.wire, this.size, line.length);
		this.size += line.length;
	}

	void seal(byte[] payload) throws IOException {
		startPacket();
		this.plain.writeBytes(payload);
		sealPlain();
	}

	void seal(Payload payload) throws IOException {
		startPacket();
		payload.writeTo(this.plain);
		sealPlain();
	}

	private void startPacket() {
		if (this.smallBatches >= RESTING && this.size == 0) {
			this.smallBatches = 0;
			if (this.wire.length > INITIAL_BUFFER) {
				this.wire = NONE;
			}
			if (this.plain.capacity() > INITIAL_BUFFER) {
				this.plain = new WireWriter(INITIAL_BUFFER);
			}
		}
		if (this.plain.capacity() == 0) {
			this.plain = new WireWriter(INITIAL_BUFFER);
		}
		this.plain.reset(PacketCipher.PAYLOAD_OFFSET);
	}

	/**
	 * Lets all buffers go until there is something to send, if nothing is left to be
	 * sent.
	 */
	void rest() {
		if (this.size == 0) {
			this.smallBatches = 0;
			this.wire = NONE;
			this.detached = NONE;
			this.plain = new WireWriter(0);
			this.padding.rest();
		}
	}

	private void sealPlain() throws IOException {
		int length = this.plain.size() - PacketCipher.PAYLOAD_OFFSET;
		byte[] packet = this.plain.ensure(PacketCipher.MAX_PADDING);
		if (this.deflater != null) {
			length = this.deflater.deflate(packet, PacketCipher.PAYLOAD_OFFSET, length);
			packet = this.deflater.packet();
		}
		this.padding.fill(packet, PacketCipher.PAYLOAD_OFFSET + length);
		ensure(length + this.cipher.overhead());
		int sealed = this.cipher.seal(this.sequence++, packet, length, this.wire, this.size);
		this.padding.use(packet[PacketCipher.PAYLOAD_OFFSET - 1]);
		this.size += sealed;
		this.bytesUnderKey += sealed;
		this.packetsUnderKey++;
	}

	private void ensure(int count) {
		if (this.wire.length - this.size < count) {
			int least = Math.max(INITIAL_BUFFER, this.size + count);
			byte[] larger = new byte[Math.max(2 * this.wire.length, least)];
			System.arraycopy(this.wire, 0, larger, 0, this.size);
			this.wire = larger;
		}
	}

	/**
	 * Uses new keys for all that follows.
	 * @param next the cipher that holds them
	 * @param resetSequence whether strict key exchange counts anew (OpenSSH PROTOCOL
	 * 1.10)
	 */
	void use(PacketCipher next, boolean resetSequence) {
		this.cipher = next;
		if (resetSequence) {
			this.sequence = 0;
		}
		this.bytesUnderKey = 0;
		this.packetsUnderKey = 0;
		this.keyTime = System.nanoTime();
	}

	/**
	 * Starts to compress all that follows, or stops.
	 * @param compression how
	 */
	void compress(Compression compression) {
		if (this.deflater != null) {
			this.deflater.close();
		}
		this.deflater = compression.newDeflater();
	}

	long bytesUnderKey() {
		return this.bytesUnderKey;
	}

	long packetsUnderKey() {
		return this.packetsUnderKey;
	}

	/**
	 * Returns how old the keys are.
	 * @return nanoseconds
	 */
	long keyAge() {
		return System.nanoTime() - this.keyTime;
	}

	int size() {
		return this.size;
	}

	/**
	 * Returns the number of the batch, which the next one does not have. May be asked
	 * without the lock.
	 * @return a count of the batches that have left
	 */
	long number() {
		return this.number;
	}

	/**
	 * Sends the batch in one write and starts the next.
	 * @param out the socket
	 * @return how many bytes were sent
	 * @throws IOException if it is broken; the batch is empty nevertheless
	 */
	int writeTo(OutputStream out) throws IOException {
		int sent = startNext();
		if (sent > 0) {
			out.write(this.wire, 0, sent);
		}
		return sent;
	}

	/**
	 * Sets the batch aside to be sent without the lock, and starts the next.
	 */
	void detach() {
		swap();
		this.detachedSize = startNext();
	}

	/**
	 * Takes back what was just set aside, for nobody sends it.
	 */
	void reattach() {
		swap();
		this.size = this.detachedSize;
	}

	private void swap() {
		byte[] other = this.detached;
		this.detached = this.wire;
		this.wire = other;
	}

	/**
	 * Sends what was detached, in one write. By one thread at a time, without the lock.
	 * @param out the socket
	 * @return how many bytes were sent
	 * @throws IOException if it is broken
	 */
	int writeDetached(OutputStream out) throws IOException {
		out.write(this.detached, 0, this.detachedSize);
		return this.detachedSize;
	}

	private int startNext() {
		int sent = this.size;
		this.size = 0;
		this.number = this.number + 1;
		this.smallBatches = (sent <= INITIAL_BUFFER) ? this.smallBatches + 1 : 0;
		return sent;
	}

	/**
	 * Random padding from a block that is refilled now and then, because every call to a
	 * generator takes its lock. A packet takes from it what it needs and no more.
	 */
	private static final class Padding {

		private static final int BLOCK = 8 * PacketCipher.MAX_PADDING;

		private final SecureRandom random;

		private byte[] block = NONE;

		private int used;

		Padding(SecureRandom random) {
			this.random = random;
		}

		void fill(byte[] packet, int offset) {
			if (this.used + PacketCipher.MAX_PADDING > this.block.length) {
				if (this.block.length == 0) {
					this.block = new byte[BLOCK];
				}
				this.random.nextBytes(this.block);
				this.used = 0;
			}
			System.arraycopy(this.block, this.used, packet, offset, PacketCipher.MAX_PADDING);
		}

		void use(int length) {
			this.used += length;
		}

		void rest() {
			this.block = NONE;
			this.used = 0;
		}

	}

}
