package io.sshconsole.ssh.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.NullCipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;
import org.jspecify.annotations.Nullable;

/**
 * Packets of a cipher that is one stream over the whole connection: AES in counter mode
 * (RFC 4344 §4) with encrypt-then-MAC (OpenSSH PROTOCOL 1.5), or no protection at all.
 *
 * <pre>
 * uint32    packet_length     in the clear
 * byte[n]   encrypted         padding length, payload, padding
 * byte[m]   MAC               over sequence number, packet_length, encrypted
 * </pre>
 */
final class StreamPacketCipher implements PacketCipher {

	private static final int AES_BLOCK_SIZE = 16;

	private static final int NO_CIPHER_BLOCK_SIZE = 8;

	private final Framing framing;

	private final Cipher cipher;

	private final @Nullable Tag tag;

	private StreamPacketCipher(Framing framing, Cipher cipher, @Nullable Tag tag) {
		this.framing = framing;
		this.cipher = cipher;
		this.tag = tag;
	}

	static StreamPacketCipher none() {
		return new StreamPacketCipher(Framing.ofWholePacket(NO_CIPHER_BLOCK_SIZE), new NullCipher(), null);
	}

	static StreamPacketCipher aesCtr(byte[] key, byte[] iv, MacAlgorithm mac, byte[] macKey) {
		Cipher cipher = Jce.cipher("AES/CTR/NoPadding");
		try {
			// In counter mode encryption and decryption are the same
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
		}
		catch (GeneralSecurityException ex) {
			throw Jce.unexpected(ex);
		}
		Tag tag = new Tag(mac.create(macKey));
		return new StreamPacketCipher(Framing.withoutLength(AES_BLOCK_SIZE, tag.length()), cipher, tag);
	}

	@Override
	public int headerLength() {
		return Framing.LENGTH_SIZE;
	}

	@Override
	public int overhead() {
		return this.framing.overhead();
	}

	@Override
	public int seal(int sequence, byte[] packet, int payloadLength, byte[] out, int outOffset)
			throws DisconnectException {
		int length = this.framing.finish(packet, payloadLength);
		System.arraycopy(packet, 0, out, outOffset, Framing.LENGTH_SIZE);
		crypt(packet, Framing.LENGTH_SIZE, length - Framing.LENGTH_SIZE, out, outOffset + Framing.LENGTH_SIZE);
		return length + ((this.tag != null) ? this.tag.write(sequence, out, outOffset, length) : 0);
	}

	@Override
	public int wireLength(int sequence, byte[] in, int offset, int maxPacketLength) throws DisconnectException {
		return this.framing.wireLength(Framing.getInt(in, offset), maxPacketLength);
	}

	@Override
	public int open(int sequence, byte[] in, int offset, int wireLength, byte[] packet) throws DisconnectException {
		int length = this.framing.withoutTag(wireLength);
		if (this.tag != null) {
			this.tag.verify(sequence, in, offset, length);
		}
		crypt(in, offset + Framing.LENGTH_SIZE, length - Framing.LENGTH_SIZE, packet, Framing.LENGTH_SIZE);
		return this.framing.payloadLength(packet, length);
	}

	/**
	 * Goes on with the stream. A cipher that held bytes back, as some do in
	 * {@code update}, would shift everything that follows.
	 */
	private void crypt(byte[] in, int offset, int length, byte[] out, int outOffset) {
		try {
			if (this.cipher.update(in, offset, length, out, outOffset) != length) {
				throw new IllegalStateException("The Java runtime's cipher holds bytes back");
			}
		}
		catch (ShortBufferException ex) {
			throw new IllegalArgumentException("No room for a packet of " + length + " bytes", ex);
		}
	}

	/**
	 * The MAC over a sequence number and a packet.
	 */
	private static final class Tag {

		private final Mac mac;

		private final byte[] sequence = new byte[4];

		private final byte[] expected;

		private final byte[] received;

		Tag(Mac mac) {
			this.mac = mac;
			this.expected = new byte[mac.getMacLength()];
			this.received = new byte[mac.getMacLength()];
		}

		int length() {
			return this.expected.length;
		}

		int write(int sequence, byte[] packet, int offset, int length) {
			compute(sequence, packet, offset, length, packet, offset + length);
			return length();
		}

		void verify(int sequence, byte[] packet, int offset, int length) throws DisconnectException {
			compute(sequence, packet, offset, length, this.expected, 0);
			System.arraycopy(packet, offset + length, this.received, 0, length());
			if (!MessageDigest.isEqual(this.expected, this.received)) {
				throw Framing.corrupted();
			}
		}

		private void compute(int sequence, byte[] packet, int offset, int length, byte[] out, int outOffset) {
			Framing.putInt(this.sequence, 0, sequence);
			this.mac.update(this.sequence);
			this.mac.update(packet, offset, length);
			try {
				this.mac.doFinal(out, outOffset);
			}
			catch (ShortBufferException ex) {
				throw new IllegalArgumentException("No room for a tag of " + length() + " bytes", ex);
			}
		}

	}

}
