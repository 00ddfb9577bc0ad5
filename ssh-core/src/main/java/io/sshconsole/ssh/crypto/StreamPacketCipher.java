package io.sshconsole.ssh.crypto;

import javax.crypto.Cipher;
import javax.crypto.NullCipher;

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

	private static final int NO_CIPHER_BLOCK_SIZE = 8;

	private final Framing framing;

	private final Cipher cipher;

	private final @Nullable PacketMac mac;

	private StreamPacketCipher(Framing framing, Cipher cipher, @Nullable PacketMac mac) {
		this.framing = framing;
		this.cipher = cipher;
		this.mac = mac;
	}

	static StreamPacketCipher none() {
		return new StreamPacketCipher(Framing.ofWholePacket(NO_CIPHER_BLOCK_SIZE, 0), new NullCipher(), null);
	}

	static StreamPacketCipher aesCtr(byte[] key, byte[] iv, PacketMac mac) {
		return new StreamPacketCipher(Framing.withoutLength(Jce.AES_BLOCK_SIZE, mac.length()), Jce.aesCtr(key, iv),
				mac);
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
		Jce.update(this.cipher, packet, Framing.LENGTH_SIZE, length - Framing.LENGTH_SIZE, out,
				outOffset + Framing.LENGTH_SIZE);
		return length
				+ ((this.mac != null) ? this.mac.write(sequence, out, outOffset, length, out, outOffset + length) : 0);
	}

	@Override
	public int wireLength(int sequence, byte[] in, int offset, int maxPacketLength) throws DisconnectException {
		return this.framing.wireLength(Framing.getInt(in, offset), maxPacketLength);
	}

	@Override
	public int open(int sequence, byte[] in, int offset, int wireLength, byte[] packet) throws DisconnectException {
		int length = this.framing.withoutTag(wireLength);
		if (this.mac != null) {
			this.mac.verify(sequence, in, offset, length, in, offset + length);
		}
		Jce.update(this.cipher, in, offset + Framing.LENGTH_SIZE, length - Framing.LENGTH_SIZE, packet,
				Framing.LENGTH_SIZE);
		return this.framing.payloadLength(packet, length);
	}

}
