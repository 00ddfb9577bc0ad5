package io.sshconsole.ssh.crypto;

import java.security.GeneralSecurityException;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;

/**
 * Packets of AES-GCM (RFC 5647, negotiated as OpenSSH PROTOCOL 1.6 says). The nonce is a
 * fixed field of four bytes and a counter of eight, which goes up by one with every
 * packet and back to zero behind its highest value.
 *
 * <pre>
 * uint32    packet_length     in the clear, authenticated
 * byte[n]   encrypted         padding length, payload, padding
 * byte[16]  tag
 * </pre>
 */
final class GcmPacketCipher implements PacketCipher {

	private static final int BLOCK_SIZE = 16;

	private static final int TAG_LENGTH = 16;

	private static final int FIXED_FIELD_LENGTH = 4;

	private final Framing framing;

	private final Cipher cipher = Jce.cipher("AES/GCM/NoPadding");

	private final SecretKeySpec key;

	private final byte[] nonce;

	GcmPacketCipher(byte[] key, byte[] iv) {
		this(key, iv, Framing.withoutLength(BLOCK_SIZE, TAG_LENGTH));
	}

	GcmPacketCipher(byte[] key, byte[] iv, Framing framing) {
		this.framing = framing;
		this.key = new SecretKeySpec(key, "AES");
		this.nonce = iv.clone();
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
		try {
			nextPacket(Cipher.ENCRYPT_MODE, packet, 0);
			return Framing.LENGTH_SIZE + this.cipher.doFinal(packet, Framing.LENGTH_SIZE, length - Framing.LENGTH_SIZE,
					out, outOffset + Framing.LENGTH_SIZE);
		}
		catch (GeneralSecurityException ex) {
			throw Jce.unexpected(ex);
		}
	}

	@Override
	public int wireLength(int sequence, byte[] in, int offset, int maxPacketLength) throws DisconnectException {
		return this.framing.wireLength(Framing.getInt(in, offset), maxPacketLength);
	}

	@Override
	public int open(int sequence, byte[] in, int offset, int wireLength, byte[] packet) throws DisconnectException {
		try {
			nextPacket(Cipher.DECRYPT_MODE, in, offset);
			this.cipher.doFinal(in, offset + Framing.LENGTH_SIZE, wireLength - Framing.LENGTH_SIZE, packet,
					Framing.LENGTH_SIZE);
		}
		catch (AEADBadTagException ex) {
			throw Framing.corrupted();
		}
		catch (GeneralSecurityException ex) {
			throw Jce.unexpected(ex);
		}
		return this.framing.payloadLength(packet, this.framing.withoutTag(wireLength));
	}

	private void nextPacket(int mode, byte[] packet, int offset) throws GeneralSecurityException {
		this.cipher.init(mode, this.key, new GCMParameterSpec(8 * TAG_LENGTH, this.nonce));
		this.cipher.updateAAD(packet, offset, Framing.LENGTH_SIZE);
		int i = this.nonce.length - 1;
		while (++this.nonce[i] == 0 && i > FIXED_FIELD_LENGTH) {
			i--;
		}
	}

}
