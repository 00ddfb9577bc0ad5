package io.sshconsole.ssh.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A cursor over one message that reads the data types of RFC 4251 §5. A length is
 * compared with what is left before anything is allocated, so a message can never claim
 * more memory than it has bytes. The bytes belong to whoever made the reader: on the hot
 * path they are a connection's one packet buffer and change with the next packet.
 */
public final class WireReader {

	/**
	 * Longest number that is read: an RSA modulus or signature of 16384 bits and its
	 * sign. Longer ones would only make big-number arithmetic expensive.
	 */
	private static final int MAX_MPINT_BYTES = 16384 / 8 + 1;

	private byte[] bytes;

	private int position;

	private int limit;

	public WireReader(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	public WireReader(byte[] bytes, int offset, int length) {
		this.bytes = bytes;
		this.position = offset;
		this.limit = offset + length;
	}

	/**
	 * Points the reader at another message.
	 * @param bytes the array that holds it
	 * @param offset index of its first byte
	 * @param length its length
	 * @return this reader
	 */
	public WireReader reset(byte[] bytes, int offset, int length) {
		this.bytes = bytes;
		this.position = offset;
		this.limit = offset + length;
		return this;
	}

	public int readByte() throws DisconnectException {
		require(1);
		return this.bytes[this.position++] & 0xff;
	}

	public boolean readBoolean() throws DisconnectException {
		return readByte() != 0;
	}

	/**
	 * Reads a {@code uint32}.
	 * @return {@code 0} to {@code 2^32-1}
	 * @throws DisconnectException if the message ends before
	 */
	public long readUint32() throws DisconnectException {
		return readInt() & 0xffff_ffffL;
	}

	/**
	 * Reads a {@code uint32} whose bits are all that matters.
	 * @return the same bits, signed
	 * @throws DisconnectException if the message ends before
	 */
	public int readInt() throws DisconnectException {
		require(4);
		byte[] b = this.bytes;
		int p = this.position;
		this.position += 4;
		return (b[p] << 24) | ((b[p + 1] & 0xff) << 16) | ((b[p + 2] & 0xff) << 8) | (b[p + 3] & 0xff);
	}

	/**
	 * Reads a {@code uint64}.
	 * @return the same bits, signed
	 * @throws DisconnectException if the message ends before
	 */
	public long readUint64() throws DisconnectException {
		return (readUint32() << 32) | readUint32();
	}

	/**
	 * Reads a {@code string} as bytes.
	 * @return a copy
	 * @throws DisconnectException if the message is shorter than the string claims
	 */
	public byte[] readString() throws DisconnectException {
		return readBytes(readLength());
	}

	/**
	 * Reads a {@code string} of text. Names, user names, commands and passwords are UTF-8
	 * (RFC 4251 §4.5); a text that is not is refused rather than repaired, because two
	 * different byte strings must never become the same user name.
	 * @return the text
	 * @throws DisconnectException if it is not UTF-8 or the message is too short
	 */
	public String readText() throws DisconnectException {
		int length = readLength();
		ByteBuffer text = ByteBuffer.wrap(this.bytes, this.position, length);
		this.position += length;
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
		}
		catch (CharacterCodingException ex) {
			throw DisconnectException.protocolError("text that is not UTF-8");
		}
	}

	/**
	 * Reads a {@code name-list}. Names are printable US-ASCII (RFC 4251 §6); others are
	 * refused, because names are told in error texts and logs.
	 * @return its names in order; empty for the empty list
	 * @throws DisconnectException if the message is too short or a name is not printable
	 */
	public List<String> readNameList() throws DisconnectException {
		int length = readLength();
		String names = new String(this.bytes, this.position, length, StandardCharsets.ISO_8859_1);
		for (int end = this.position + length; this.position < end; this.position++) {
			// Bytes above 127 are negative
			if (this.bytes[this.position] <= ' ' || this.bytes[this.position] > '~') {
				throw DisconnectException.protocolError("a name that is not printable US-ASCII");
			}
		}
		return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
	}

	/**
	 * Reads an {@code mpint} that must not be negative.
	 * @return zero or a positive number of at most 16384 bits
	 * @throws DisconnectException if it is negative, too long or cut short
	 */
	public BigInteger readMpint() throws DisconnectException {
		int length = readLength();
		if (length > MAX_MPINT_BYTES) {
			throw DisconnectException.protocolError("a number of " + length + " bytes");
		}
		BigInteger number = (length == 0) ? BigInteger.ZERO : new BigInteger(readBytes(length));
		if (number.signum() < 0) {
			throw DisconnectException.protocolError("a negative number");
		}
		return number;
	}

	/**
	 * Reads the length of a {@code string} and leaves the cursor at its first byte, for
	 * callers that take the bytes from {@link #array()} without a copy and then
	 * {@link #skip}.
	 * @return a length that is certainly there
	 * @throws DisconnectException if the message is shorter than the string claims
	 */
	public int readLength() throws DisconnectException {
		long length = readUint32();
		if (length > remaining()) {
			throw DisconnectException
				.protocolError("a string of " + length + " bytes in a message that has " + remaining() + " left");
		}
		return (int) length;
	}

	/**
	 * Reads bytes that have no length of their own.
	 * @param count how many
	 * @return a copy
	 * @throws DisconnectException if fewer are left
	 */
	public byte[] readBytes(int count) throws DisconnectException {
		require(count);
		this.position += count;
		return Arrays.copyOfRange(this.bytes, this.position - count, this.position);
	}

	public void skip(int count) throws DisconnectException {
		require(count);
		this.position += count;
	}

	public byte[] array() {
		return this.bytes;
	}

	public int position() {
		return this.position;
	}

	public int remaining() {
		return this.limit - this.position;
	}

	/**
	 * Refuses trailing bytes. Every parser calls it last: what we do not understand must
	 * not be ignored.
	 * @throws DisconnectException if something is left
	 */
	public void expectEnd() throws DisconnectException {
		if (remaining() > 0) {
			throw DisconnectException.protocolError(remaining() + " bytes after the end of a message");
		}
	}

	private void require(int count) throws DisconnectException {
		if (count < 0 || count > remaining()) {
			throw DisconnectException.protocolError("a message that ends too early");
		}
	}

}
