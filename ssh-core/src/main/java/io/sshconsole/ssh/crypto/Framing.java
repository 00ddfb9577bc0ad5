package io.sshconsole.ssh.crypto;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;

/**
 * The rules of RFC 4253 §6 for lengths and padding, and the count of packets under one
 * key.
 */
final class Framing {

	/**
	 * Bytes of the field {@code packet_length}.
	 */
	static final int LENGTH_SIZE = 4;

	private static final int MIN_PADDING = 4;

	/**
	 * Shortest length that is looked at: the padding's length byte and its minimum.
	 */
	private static final int MIN_PACKET_LENGTH = 1 + MIN_PADDING;

	/**
	 * How many packets a key protects. Then sequence numbers start again, and with them
	 * the nonces of ChaCha20 and what a MAC tells apart (RFC 4344 §3.1). Keys are renewed
	 * long before; this stops a connection whose keys are not.
	 */
	private static final long MAX_PACKETS = 1L << 32;

	private final int blockSize;

	private final int unaligned;

	private final int tagLength;

	private long packetsLeft;

	private Framing(int blockSize, int unaligned, int tagLength, long maxPackets) {
		this.blockSize = blockSize;
		this.unaligned = unaligned;
		this.tagLength = tagLength;
		this.packetsLeft = maxPackets;
	}

	/**
	 * Makes the original framing: the length field is aligned with the rest.
	 * @param blockSize the block size
	 * @param tagLength the tag's length
	 * @return the rules
	 */
	static Framing ofWholePacket(int blockSize, int tagLength) {
		return new Framing(blockSize, 0, tagLength, MAX_PACKETS);
	}

	/**
	 * Makes the framing of authenticated ciphers and of encrypt-then-MAC: the length
	 * field is not part of what is aligned.
	 * @param blockSize the block size
	 * @param tagLength the tag's length
	 * @return the rules
	 */
	static Framing withoutLength(int blockSize, int tagLength) {
		return withoutLength(blockSize, tagLength, MAX_PACKETS);
	}

	static Framing withoutLength(int blockSize, int tagLength, long maxPackets) {
		return new Framing(blockSize, LENGTH_SIZE, tagLength, maxPackets);
	}

	int overhead() {
		return PacketCipher.PAYLOAD_OFFSET + MIN_PADDING + this.blockSize - 1 + this.tagLength;
	}

	/**
	 * Fills in both lengths of a plain packet.
	 * @param packet the packet
	 * @param payloadLength its payload's length
	 * @return length of the packet with its length field, without a tag
	 * @throws DisconnectException if the key is used up
	 */
	int finish(byte[] packet, int payloadLength) throws DisconnectException {
		if (payloadLength < 1) {
			throw new IllegalArgumentException("A packet needs a payload");
		}
		countPacket();
		int unpadded = PacketCipher.PAYLOAD_OFFSET + payloadLength;
		int padding = MIN_PADDING + Math.floorMod(this.unaligned - unpadded - MIN_PADDING, this.blockSize);
		int packetLength = unpadded + padding - LENGTH_SIZE;
		putInt(packet, 0, packetLength);
		packet[LENGTH_SIZE] = (byte) padding;
		return LENGTH_SIZE + packetLength;
	}

	/**
	 * Checks the length field of a packet that begins to arrive.
	 * @param packetLength the field
	 * @param maxPacketLength its limit
	 * @return length of the whole packet with its length field and tag
	 * @throws DisconnectException if the length is wrong or the key used up
	 */
	int wireLength(int packetLength, int maxPacketLength) throws DisconnectException {
		countPacket();
		// Signed: what the protocol calls more than 2^31 is less than the minimum here
		if (packetLength < MIN_PACKET_LENGTH || packetLength > maxPacketLength
				|| (LENGTH_SIZE + packetLength - this.unaligned) % this.blockSize != 0) {
			throw DisconnectException
				.protocolError("a packet length of " + Integer.toUnsignedString(packetLength) + " bytes");
		}
		return LENGTH_SIZE + packetLength + this.tagLength;
	}

	/**
	 * Returns where the tag of an arrived packet begins.
	 * @param wireLength length of the whole packet
	 * @return length of the packet without the tag
	 */
	int withoutTag(int wireLength) {
		return wireLength - this.tagLength;
	}

	/**
	 * Checks the padding of an authenticated plain packet.
	 * @param packet the packet
	 * @param length its length with the length field, without a tag
	 * @return its payload's length, at least 1
	 * @throws DisconnectException if the padding is too short or leaves no payload
	 */
	int payloadLength(byte[] packet, int length) throws DisconnectException {
		int padding = packet[LENGTH_SIZE] & 0xff;
		int payloadLength = length - PacketCipher.PAYLOAD_OFFSET - padding;
		if (padding < MIN_PADDING || payloadLength < 1) {
			throw DisconnectException.protocolError("a padding of " + padding + " bytes in a packet of " + length);
		}
		return payloadLength;
	}

	private void countPacket() throws DisconnectException {
		if (this.packetsLeft == 0) {
			throw DisconnectException.protocolError("a key that has protected too many packets");
		}
		this.packetsLeft--;
	}

	/**
	 * Makes the failure for a wrong tag. Its text is the same for every cipher and tells
	 * nothing about the packet.
	 * @return a failure with {@link Reason#MAC_ERROR}
	 */
	static DisconnectException corrupted() {
		return new DisconnectException(Reason.MAC_ERROR, "a corrupted packet");
	}

	static int getInt(byte[] b, int p) {
		return (b[p] << 24) | ((b[p + 1] & 0xff) << 16) | ((b[p + 2] & 0xff) << 8) | (b[p + 3] & 0xff);
	}

	static void putInt(byte[] b, int p, int value) {
		b[p] = (byte) (value >>> 24);
		b[p + 1] = (byte) (value >>> 16);
		b[p + 2] = (byte) (value >>> 8);
		b[p + 3] = (byte) value;
	}

}
