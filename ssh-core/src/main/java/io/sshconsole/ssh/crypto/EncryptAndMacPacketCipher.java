package io.sshconsole.ssh.crypto;

import javax.crypto.Cipher;

import io.sshconsole.ssh.wire.DisconnectException;

/**
 * Packets as RFC 4253 §6 defined them, of AES in counter mode: the length is encrypted
 * and the code covers the plain packet. To learn the length one has to decrypt what
 * nobody has verified.
 *
 * <pre>
 * byte[n]   encrypted         packet_length, padding length, payload, padding
 * byte[m]   MAC               over sequence number and plain packet
 * </pre>
 */
final class EncryptAndMacPacketCipher implements PacketCipher {

	private final Framing framing;

	private final Cipher cipher;

	private final PacketMac mac;

	private final byte[] firstBlock = new byte[Jce.AES_BLOCK_SIZE];

	EncryptAndMacPacketCipher(byte[] key, byte[] iv, PacketMac mac) {
		this.framing = Framing.ofWholePacket(Jce.AES_BLOCK_SIZE, mac.length());
		this.cipher = Jce.aesCtr(key, iv);
		this.mac = mac;
	}

	@Override
	public int headerLength() {
		return this.firstBlock.length;
	}

	@Override
	public int overhead() {
		return this.framing.overhead();
	}

	@Override
	public boolean failsLate() {
		return true;
	}

	@Override
	public int seal(int sequence, byte[] packet, int payloadLength, byte[] out, int outOffset)
			throws DisconnectException {
		int length = this.framing.finish(packet, payloadLength);
		Jce.update(this.cipher, packet, 0, length, out, outOffset);
		return length + this.mac.write(sequence, packet, 0, length, out, outOffset + length);
	}

	@Override
	public int wireLength(int sequence, byte[] in, int offset, int maxPacketLength) throws DisconnectException {
		Jce.update(this.cipher, in, offset, this.firstBlock.length, this.firstBlock, 0);
		try {
			return this.framing.wireLength(Framing.getInt(this.firstBlock, 0), maxPacketLength);
		}
		catch (DisconnectException ex) {
			throw Framing.corrupted();
		}
	}

	/**
	 * Decrypts before it verifies, there is no other way. Whatever is wrong, the failure
	 * is the same.
	 */
	@Override
	public int open(int sequence, byte[] in, int offset, int wireLength, byte[] packet) throws DisconnectException {
		int length = this.framing.withoutTag(wireLength);
		int decrypted = this.firstBlock.length;
		System.arraycopy(this.firstBlock, 0, packet, 0, decrypted);
		Jce.update(this.cipher, in, offset + decrypted, length - decrypted, packet, decrypted);
		this.mac.verify(sequence, packet, 0, length, in, offset + length);
		return this.framing.payloadLength(packet, length);
	}

}
