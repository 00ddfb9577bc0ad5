package io.sshconsole.ssh.crypto;

import java.security.MessageDigest;

import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

import io.sshconsole.ssh.wire.DisconnectException;

/**
 * The code over a packet and its sequence number (RFC 4253 §6.4).
 */
final class PacketMac {

	private final Mac mac;

	private final byte[] sequence = new byte[4];

	private final byte[] expected;

	private final byte[] received;

	PacketMac(Mac mac) {
		this.mac = mac;
		this.expected = new byte[mac.getMacLength()];
		this.received = new byte[mac.getMacLength()];
	}

	int length() {
		return this.expected.length;
	}

	/**
	 * Computes the code.
	 * @param sequence the packet's number
	 * @param packet what the code covers, from offset
	 * @param offset where it begins
	 * @param length its length
	 * @param out where the code goes
	 * @param outOffset and at which index
	 * @return its length
	 */
	int write(int sequence, byte[] packet, int offset, int length, byte[] out, int outOffset) {
		Framing.putInt(this.sequence, 0, sequence);
		this.mac.update(this.sequence);
		this.mac.update(packet, offset, length);
		try {
			this.mac.doFinal(out, outOffset);
		}
		catch (ShortBufferException ex) {
			throw new IllegalArgumentException("No room for a code of " + length() + " bytes", ex);
		}
		return length();
	}

	/**
	 * Compares the code with the one that arrived.
	 * @param sequence the packet's number
	 * @param packet what the code covers, from offset
	 * @param offset where it begins
	 * @param length its length
	 * @param in holds the arrived code
	 * @param inOffset and at which index
	 * @throws DisconnectException if they differ
	 */
	void verify(int sequence, byte[] packet, int offset, int length, byte[] in, int inOffset)
			throws DisconnectException {
		write(sequence, packet, offset, length, this.expected, 0);
		System.arraycopy(in, inOffset, this.received, 0, length());
		if (!MessageDigest.isEqual(this.expected, this.received)) {
			throw Framing.corrupted();
		}
	}

}
