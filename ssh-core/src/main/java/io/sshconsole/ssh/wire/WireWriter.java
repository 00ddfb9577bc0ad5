package io.sshconsole.ssh.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * A growing buffer that writes the data types of RFC 4251 §5. The same type builds a
 * message of its own ({@link #message}) and fills a connection's one packet buffer
 * ({@link #reset}).
 */
public final class WireWriter {

	private byte[] bytes;

	private int size;

	public WireWriter() {
		this(128);
	}

	public WireWriter(int capacity) {
		this.bytes = new byte[capacity];
	}

	/**
	 * Starts a message.
	 * @param number its {@link MessageNumber}
	 * @return a new writer behind that number
	 */
	public static WireWriter message(int number) {
		return new WireWriter().writeByte(number);
	}

	/**
	 * Forgets what was written behind an offset, keeping the array.
	 * @param size how many bytes stay
	 * @return this writer
	 */
	public WireWriter reset(int size) {
		ensure(Math.max(0, size - this.size));
		this.size = size;
		return this;
	}

	/**
	 * Returns how much it can hold without growing.
	 * @return the length of its array
	 */
	public int capacity() {
		return this.bytes.length;
	}

	public WireWriter writeByte(int value) {
		ensure(1);
		this.bytes[this.size++] = (byte) value;
		return this;
	}

	public WireWriter writeBoolean(boolean value) {
		return writeByte(value ? 1 : 0);
	}

	/**
	 * Writes a {@code uint32}.
	 * @param value its low 32 bits
	 * @return this writer
	 */
	public WireWriter writeUint32(long value) {
		ensure(4);
		byte[] b = this.bytes;
		b[this.size++] = (byte) (value >>> 24);
		b[this.size++] = (byte) (value >>> 16);
		b[this.size++] = (byte) (value >>> 8);
		b[this.size++] = (byte) value;
		return this;
	}

	public WireWriter writeUint64(long value) {
		return writeUint32(value >>> 32).writeUint32(value);
	}

	/**
	 * Writes a {@code string}: its length, then its bytes.
	 * @param value the bytes
	 * @return this writer
	 */
	public WireWriter writeString(byte[] value) {
		return writeString(value, 0, value.length);
	}

	public WireWriter writeString(byte[] value, int offset, int length) {
		return writeUint32(length).writeBytes(value, offset, length);
	}

	public WireWriter writeText(String value) {
		return writeString(value.getBytes(StandardCharsets.UTF_8));
	}

	public WireWriter writeNameList(Collection<String> names) {
		return writeString(String.join(",", names).getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Writes an {@code mpint}: two's complement, shortest form, zero as an empty string.
	 * @param value the number
	 * @return this writer
	 */
	public WireWriter writeMpint(BigInteger value) {
		return writeString((value.signum() == 0) ? new byte[0] : value.toByteArray());
	}

	/**
	 * Writes bytes without a length.
	 * @param value the bytes
	 * @return this writer
	 */
	public WireWriter writeBytes(byte[] value) {
		return writeBytes(value, 0, value.length);
	}

	public WireWriter writeBytes(byte[] value, int offset, int length) {
		ensure(length);
		System.arraycopy(value, offset, this.bytes, this.size, length);
		this.size += length;
		return this;
	}

	/**
	 * Makes room for more bytes and returns the array, which stays the same until the
	 * next write.
	 * @param count how many bytes will follow
	 * @return the array, longer than {@link #size()} by at least {@code count}
	 */
	public byte[] ensure(int count) {
		int needed = Math.addExact(this.size, count);
		if (needed > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(needed, 2 * this.bytes.length));
		}
		return this.bytes;
	}

	public byte[] array() {
		return this.bytes;
	}

	public int size() {
		return this.size;
	}

	public byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.size);
	}

}
