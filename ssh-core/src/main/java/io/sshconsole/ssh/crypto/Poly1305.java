package io.sshconsole.ssh.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * The one-time authenticator Poly1305 (RFC 8439 §2.5): a polynomial over the blocks of a
 * message, evaluated at r modulo 2^130 - 5. Carries are shifts: no branch, and nothing
 * that a compiler could turn into one, depends on a secret.
 */
final class Poly1305 {

	static final int TAG_LENGTH = 16;

	static final int BLOCK = 16;

	static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	/**
	 * From which length the powers of r are worth computing.
	 */
	private static final int BULK = 3 * 1024;

	private final Poly1305Number r = new Poly1305Number();

	private final Poly1305Number h = new Poly1305Number();

	private final byte[] lastBlock = new byte[BLOCK];

	private @Nullable Poly1305Bulk bulk;

	/**
	 * Computes a tag.
	 * @param key 32 bytes for this message only, r and s
	 * @param in holds the message
	 * @param offset where it begins
	 * @param length its length
	 * @param tag where the 16 bytes of the tag go
	 * @param tagOffset and at which index
	 */
	void compute(byte[] key, byte[] in, int offset, int length, byte[] tag, int tagOffset) {
		this.r.set((long) LONG.get(key, 0) & 0x0ffffffc0fffffffL, (long) LONG.get(key, 8) & 0x0ffffffc0ffffffcL, 0);
		this.h.set(0, 0, 0);
		int rest = length % BLOCK;
		int end = offset + length - rest;
		int p = offset;
		if (length >= BULK) {
			p = bulk().addBlocks(this.h, this.r, in, p, end);
		}
		for (; p < end; p += BLOCK) {
			// The bit 2^128 stands behind a whole block
			addBlock(in, p, 1);
		}
		if (rest > 0) {
			System.arraycopy(in, end, this.lastBlock, 0, rest);
			this.lastBlock[rest] = 1;
			for (int i = rest + 1; i < BLOCK; i++) {
				this.lastBlock[i] = 0;
			}
			addBlock(this.lastBlock, 0, 0);
		}
		this.h.finish((long) LONG.get(key, 16), (long) LONG.get(key, 24), tag, tagOffset);
	}

	private void addBlock(byte[] in, int p, long behind) {
		this.h.add((long) LONG.get(in, p), (long) LONG.get(in, p + 8), behind);
		this.h.multiply(this.r);
	}

	/**
	 * Most connections never carry a message that needs these four kilobytes.
	 */
	private Poly1305Bulk bulk() {
		Poly1305Bulk bulk = this.bulk;
		if (bulk == null) {
			bulk = new Poly1305Bulk();
			this.bulk = bulk;
		}
		return bulk;
	}

}
