package io.sshconsole.ssh.crypto;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses the payloads of one direction, a single zlib stream that is flushed behind
 * each of them (RFC 4253 §6.2). Not thread safe.
 */
public final class PayloadDeflater implements AutoCloseable {

	private static final int INITIAL_BUFFER = 4 * 1024;

	/**
	 * Least room that is offered to the compressor: with less than a flush takes it would
	 * begin the same flush again.
	 */
	private static final int MIN_ROOM = 64;

	private final Deflater deflater = new Deflater();

	private byte[] packet = new byte[INITIAL_BUFFER];

	PayloadDeflater() {
	}

	/**
	 * Compresses a payload.
	 * @param in holds it
	 * @param offset where it begins
	 * @param length its length
	 * @return length of the compressed payload, which is in {@link #packet()}
	 */
	public int deflate(byte[] in, int offset, int length) {
		this.deflater.setInput(in, offset, length);
		int size = PacketCipher.PAYLOAD_OFFSET;
		while (true) {
			int room = this.packet.length - PacketCipher.MAX_PADDING - size;
			if (room < MIN_ROOM) {
				this.packet = Arrays.copyOf(this.packet, 2 * this.packet.length);
				continue;
			}
			int count = this.deflater.deflate(this.packet, size, room, Deflater.SYNC_FLUSH);
			size += count;
			if (count < room) {
				return size - PacketCipher.PAYLOAD_OFFSET;
			}
		}
	}

	/**
	 * Returns the buffer of a plain packet with the payload that was compressed last.
	 * @return the payload is at {@link PacketCipher#PAYLOAD_OFFSET}, and behind it is
	 * room for {@link PacketCipher#MAX_PADDING} bytes
	 */
	public byte[] packet() {
		return this.packet;
	}

	/**
	 * Frees the memory outside the Java heap.
	 */
	@Override
	public void close() {
		this.deflater.end();
	}

}
