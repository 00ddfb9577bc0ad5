package io.sshconsole.ssh.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The one-time authenticator Poly1305 (RFC 8439 §2.5): a polynomial over the blocks of a
 * message, evaluated at r modulo 2^130 - 5. Numbers are held in limbs of 44, 44 and 42
 * bits, and two blocks are taken at a time, (h + m1) r^2 + m2 r, so that their products
 * do not wait for each other. No branch depends on a secret.
 *
 * <p>
 * A product of two limbs needs more than 64 bits. Both factors are shifted by 10, so that
 * {@link Math#multiplyHigh} gives the product's bits from 44 upwards. The bits below come
 * from the plain product of 64 bits: sums of it are exact modulo 2^64, and what remains
 * after the high parts are taken away is far smaller.
 */
final class Poly1305 {

	static final int TAG_LENGTH = 16;

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final int BLOCK = 16;

	private static final int SHIFT = 10;

	private static final long MASK_44 = (1L << 44) - 1;

	private static final long MASK_42 = (1L << 42) - 1;

	/**
	 * The bit 2^128 that stands behind a whole block.
	 */
	private static final long BEHIND_BLOCK = 1L << 40;

	private final byte[] lastBlock = new byte[BLOCK];

	private final long[] r = new long[3];

	private final long[] rr = new long[3];

	private final long[] h = new long[3];

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
		long low = (long) LONG.get(key, 0);
		long high = (long) LONG.get(key, 8);
		this.r[0] = low & 0xffc0fffffffL;
		this.r[1] = ((low >>> 44) | (high << 20)) & 0xfffffc0ffffL;
		this.r[2] = (high >>> 24) & 0x00ffffffc0fL;
		multiply(this.r, this.r, this.rr);
		this.h[0] = 0;
		this.h[1] = 0;
		this.h[2] = 0;
		int end = offset + length;
		int position = addPairs(in, offset, end);
		if (end - position >= BLOCK) {
			addBlock(in, position, BEHIND_BLOCK);
			position += BLOCK;
		}
		if (position < end) {
			addLast(in, position, end - position);
		}
		finish(key, tag, tagOffset);
	}

	private int addPairs(byte[] in, int offset, int end) {
		long h0 = this.h[0];
		long h1 = this.h[1];
		long h2 = this.h[2];
		long r0 = this.r[0];
		long r1 = this.r[1];
		long r2 = this.r[2];
		long s1 = 20 * r1;
		long s2 = 20 * r2;
		long q0 = this.rr[0];
		long q1 = this.rr[1];
		long q2 = this.rr[2];
		long t1 = 20 * q1;
		long t2 = 20 * q2;
		int p = offset;
		for (; p <= end - 2 * BLOCK; p += 2 * BLOCK) {
			long a = (long) LONG.get(in, p);
			long b = (long) LONG.get(in, p + 8);
			h0 += a & MASK_44;
			h1 += ((a >>> 44) | (b << 20)) & MASK_44;
			h2 += (b >>> 24) | BEHIND_BLOCK;
			a = (long) LONG.get(in, p + 16);
			b = (long) LONG.get(in, p + 24);
			long m0 = a & MASK_44;
			long m1 = ((a >>> 44) | (b << 20)) & MASK_44;
			long m2 = (b >>> 24) | BEHIND_BLOCK;
			long high0 = high(h0, q0) + high(h1, t2) + high(h2, t1) + high(m0, r0) + high(m1, s2) + high(m2, s1);
			long low0 = h0 * q0 + h1 * t2 + h2 * t1 + m0 * r0 + m1 * s2 + m2 * s1;
			long high1 = high(h0, q1) + high(h1, q0) + high(h2, t2) + high(m0, r1) + high(m1, r0) + high(m2, s2);
			long low1 = h0 * q1 + h1 * q0 + h2 * t2 + m0 * r1 + m1 * r0 + m2 * s2;
			long high2 = high(h0, q2) + high(h1, q1) + high(h2, q0) + high(m0, r2) + high(m1, r1) + high(m2, r0);
			long low2 = h0 * q2 + h1 * q1 + h2 * q0 + m0 * r2 + m1 * r1 + m2 * r0;
			low1 += high0 + ((low0 - (high0 << 44)) >>> 44);
			low2 += high1 + ((low1 - (high1 << 44)) >>> 44);
			h0 = (low0 & MASK_44) + 5 * ((high2 << 2) + ((low2 - (high2 << 44)) >>> 42));
			h1 = (low1 & MASK_44) + (h0 >>> 44);
			h0 &= MASK_44;
			h2 = low2 & MASK_42;
		}
		this.h[0] = h0;
		this.h[1] = h1;
		this.h[2] = h2;
		return p;
	}

	private void addBlock(byte[] in, int offset, long behind) {
		long a = (long) LONG.get(in, offset);
		long b = (long) LONG.get(in, offset + 8);
		this.h[0] += a & MASK_44;
		this.h[1] += ((a >>> 44) | (b << 20)) & MASK_44;
		this.h[2] += (b >>> 24) | behind;
		multiply(this.h, this.r, this.h);
	}

	private void addLast(byte[] in, int offset, int length) {
		System.arraycopy(in, offset, this.lastBlock, 0, length);
		this.lastBlock[length] = 1;
		for (int i = length + 1; i < BLOCK; i++) {
			this.lastBlock[i] = 0;
		}
		addBlock(this.lastBlock, 0, 0);
	}

	private static void multiply(long[] x, long[] y, long[] product) {
		long s1 = 20 * y[1];
		long s2 = 20 * y[2];
		long high0 = high(x[0], y[0]) + high(x[1], s2) + high(x[2], s1);
		long low0 = x[0] * y[0] + x[1] * s2 + x[2] * s1;
		long high1 = high(x[0], y[1]) + high(x[1], y[0]) + high(x[2], s2);
		long low1 = x[0] * y[1] + x[1] * y[0] + x[2] * s2;
		long high2 = high(x[0], y[2]) + high(x[1], y[1]) + high(x[2], y[0]);
		long low2 = x[0] * y[2] + x[1] * y[1] + x[2] * y[0];
		low1 += high0 + ((low0 - (high0 << 44)) >>> 44);
		low2 += high1 + ((low1 - (high1 << 44)) >>> 44);
		long h0 = (low0 & MASK_44) + 5 * ((high2 << 2) + ((low2 - (high2 << 44)) >>> 42));
		product[0] = h0 & MASK_44;
		product[1] = (low1 & MASK_44) + (h0 >>> 44);
		product[2] = low2 & MASK_42;
	}

	private static long high(long x, long y) {
		return Math.multiplyHigh(x << SHIFT, y << SHIFT);
	}

	/**
	 * Reduces h to less than the modulus, adds s and writes the low 128 bits.
	 */
	private void finish(byte[] key, byte[] tag, int tagOffset) {
		long h1 = this.h[1];
		long h2 = this.h[2] + (h1 >>> 44);
		long h0 = this.h[0] + 5 * (h2 >>> 42);
		h1 = (h1 & MASK_44) + (h0 >>> 44);
		h2 = (h2 & MASK_42) + (h1 >>> 44);
		h0 &= MASK_44;
		h1 &= MASK_44;
		// h2 may now be 2^42 again, then h0 and h1 are so small that one subtraction is
		// enough
		long g0 = h0 + 5;
		long g1 = h1 + (g0 >>> 44);
		long g2 = h2 + (g1 >>> 44) - (1L << 42);
		long keep = g2 >> 63;
		h0 = (h0 & keep) | (g0 & MASK_44 & ~keep);
		h1 = (h1 & keep) | (g1 & MASK_44 & ~keep);
		h2 = (h2 & keep) | (g2 & ~keep);
		long low = (long) LONG.get(key, 16);
		long high = (long) LONG.get(key, 24);
		h0 += low & MASK_44;
		h1 += (((low >>> 44) | (high << 20)) & MASK_44) + (h0 >>> 44);
		h2 += (high >>> 24) + (h1 >>> 44);
		LONG.set(tag, tagOffset, (h0 & MASK_44) | (h1 << 44));
		LONG.set(tag, tagOffset + 8, ((h1 & MASK_44) >>> 20) | (h2 << 24));
	}

}
