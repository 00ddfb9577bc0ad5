package io.sshconsole.ssh.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;

/**
 * Packets of {@code chacha20-poly1305@openssh.com} (OpenSSH PROTOCOL.chacha20poly1305).
 * The nonce is the packet's sequence number. OpenSSH uses the original ChaCha20 with a
 * nonce and a block counter of 64 bits each; for a counter below 2^32 that is the layout
 * of RFC 8439 with four zero bytes in front of the nonce.
 *
 * <pre>
 * uint32    packet_length     encrypted with the second half of the key
 * byte[n]   encrypted         padding length, payload, padding: first half, from block 1
 * byte[16]  tag               Poly1305 over both, its key from block 0 of the first half
 * </pre>
 */
final class ChaChaPacketCipher implements PacketCipher {

	private static final int BLOCK_SIZE = 8;

	private static final int TAG_LENGTH = Poly1305.TAG_LENGTH;

	private static final int KEY_LENGTH = 32;

	private static final byte[] KEY_STREAM_BLOCK = new byte[64];

	private final Framing framing;

	/**
	 * Serves both keys in turns, for the JDK's holds a kibibyte of key stream.
	 */
	private final Cipher cipher = Jce.cipher("ChaCha20");

	private final SecretKeySpec payloadKey;

	private final SecretKeySpec lengthKey;

	private final Poly1305 poly1305 = new Poly1305();

	private final byte[] poly1305Key = new byte[KEY_STREAM_BLOCK.length];

	private final byte[] nonce = new byte[12];

	private final byte[] length = new byte[Framing.LENGTH_SIZE];

	private final byte[] expected = new byte[TAG_LENGTH];

	private final byte[] received = new byte[TAG_LENGTH];

	private long lastSealed = -1;

	ChaChaPacketCipher(byte[] key) {
		this(key, Framing.withoutLength(BLOCK_SIZE, TAG_LENGTH));
	}

	ChaChaPacketCipher(byte[] key, Framing framing) {
		this.framing = framing;
		this.payloadKey = new SecretKeySpec(key, 0, KEY_LENGTH, "ChaCha20");
		this.lengthKey = new SecretKeySpec(key, KEY_LENGTH, KEY_LENGTH, "ChaCha20");
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
		refuseRepetition(sequence);
		try {
			startPacket(Cipher.ENCRYPT_MODE, sequence);
			this.cipher.doFinal(packet, Framing.LENGTH_SIZE, length - Framing.LENGTH_SIZE, out,
					outOffset + Framing.LENGTH_SIZE);
			cryptLength(packet, 0, out, outOffset);
		}
		catch (GeneralSecurityException ex) {
			throw Jce.unexpected(ex);
		}
		this.poly1305.compute(this.poly1305Key, out, outOffset, length, out, outOffset + length);
		return length + TAG_LENGTH;
	}

	@Override
	public int wireLength(int sequence, byte[] in, int offset, int maxPacketLength) throws DisconnectException {
		try {
			putNonce(sequence);
			cryptLength(in, offset, this.length, 0);
		}
		catch (GeneralSecurityException ex) {
			throw Jce.unexpected(ex);
		}
		return this.framing.wireLength(Framing.getInt(this.length, 0), maxPacketLength);
	}

	@Override
	public int open(int sequence, byte[] in, int offset, int wireLength, byte[] packet) throws DisconnectException {
		int length = this.framing.withoutTag(wireLength);
		try {
			startPacket(Cipher.DECRYPT_MODE, sequence);
			this.poly1305.compute(this.poly1305Key, in, offset, length, this.expected, 0);
			System.arraycopy(in, offset + length, this.received, 0, TAG_LENGTH);
			if (!MessageDigest.isEqual(this.expected, this.received)) {
				throw Framing.corrupted();
			}
			this.cipher.doFinal(in, offset + Framing.LENGTH_SIZE, length - Framing.LENGTH_SIZE, packet,
					Framing.LENGTH_SIZE);
		}
		catch (GeneralSecurityException ex) {
			throw Jce.unexpected(ex);
		}
		return this.framing.payloadLength(packet, length);
	}

	/**
	 * Keeps two packets from being encrypted with the same key stream, which would show
	 * what both differ in. The JDK would refuse a nonce twice only if no other key was
	 * used between.
	 */
	private void refuseRepetition(int sequence) {
		long sealing = Integer.toUnsignedLong(sequence);
		if (sealing == this.lastSealed) {
			throw new IllegalStateException("A sequence number must not be used twice");
		}
		this.lastSealed = sealing;
	}

	/**
	 * Takes block 0 for the tag and leaves the cipher at block 1: the JDK lets nobody
	 * begin a second time with the same key and nonce.
	 */
	private void startPacket(int mode, int sequence) throws GeneralSecurityException {
		putNonce(sequence);
		this.cipher.init(mode, this.payloadKey, new ChaCha20ParameterSpec(this.nonce, 0));
		this.cipher.update(KEY_STREAM_BLOCK, 0, KEY_STREAM_BLOCK.length, this.poly1305Key, 0);
	}

	/**
	 * Encrypts or decrypts a length, which is the same.
	 */
	private void cryptLength(byte[] in, int offset, byte[] out, int outOffset) throws GeneralSecurityException {
		this.cipher.init(Cipher.DECRYPT_MODE, this.lengthKey, new ChaCha20ParameterSpec(this.nonce, 0));
		this.cipher.doFinal(in, offset, Framing.LENGTH_SIZE, out, outOffset);
	}

	private void putNonce(int sequence) {
		Framing.putInt(this.nonce, this.nonce.length - 4, sequence);
	}

}
