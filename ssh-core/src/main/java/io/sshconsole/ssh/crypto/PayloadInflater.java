package io.sshconsole.ssh.crypto;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;

/**
 * Decompresses the payloads of one direction, a single zlib stream (RFC 4253 §6.2). Not
 * thread safe.
 */
public final class PayloadInflater implements AutoCloseable {

	/**
	 * Longest payload that comes out. A packet of zeros grows by a factor of a thousand,
	 * and could otherwise fill our memory.
	 */
	static final int MAX_PAYLOAD = 256 * 1024;

	private static final int INITIAL_BUFFER = 4 * 1024;

	private final Inflater inflater = new Inflater();

	private byte[] payload = new byte[INITIAL_BUFFER];

	PayloadInflater() {
	}

	/**
	 * Decompresses a payload.
	 * @param in holds it
	 * @param offset where it begins
	 * @param length its length
	 * @return length of the plain payload, which is in {@link #payload()}
	 * @throws DisconnectException if it is malformed, empty or too long
	 */
	public int inflate(byte[] in, int offset, int length) throws DisconnectException {
		this.inflater.setInput(in, offset, length);
		int size = 0;
		int count = -1;
		while (count != 0) {
			if (size == this.payload.length) {
				this.payload = Arrays.copyOf(this.payload, Math.min(2 * size, MAX_PAYLOAD + 1));
			}
			count = inflate(size);
			size += count;
			if (size > MAX_PAYLOAD) {
				throw failed("a payload that grows beyond " + MAX_PAYLOAD + " bytes");
			}
		}
		if (size == 0 || !this.inflater.needsInput() || this.inflater.finished()) {
			throw failed("a payload that ends the compressed stream or is none");
		}
		return size;
	}

	private int inflate(int size) throws DisconnectException {
		try {
			return this.inflater.inflate(this.payload, size, this.payload.length - size);
		}
		catch (DataFormatException ex) {
			throw failed("a payload that cannot be decompressed");
		}
	}

	private static DisconnectException failed(String message) {
		return new DisconnectException(Reason.COMPRESSION_ERROR, message);
	}

	/**
	 * Returns the payload that was decompressed last.
	 * @return a buffer that begins with it
	 */
	public byte[] payload() {
		return this.payload;
	}

	/**
	 * Frees the memory outside the Java heap.
	 */
	@Override
	public void close() {
		this.inflater.end();
	}

}
