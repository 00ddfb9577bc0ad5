package io.sshconsole.ssh.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The one-time authenticator Poly1305 (RFC 8439 §2.5): a polynomial over the blocks of a
 * message, evaluated at r modulo 2^130 - 5. No branch depends on a secret.
 *
 * <p>
 * A number h is h2 2^128 + h1 2^64 + h0, all three unsigned. The standard clears 22 bits
 * of r: those at the top leave room for sums, and those at the bottom of r1 make
 * {@code 5 r1 / 4} a whole number, with which 2^128 r1 becomes a product of 64 bits
 * again, for 2^130 is 5 here.
 */
final class Poly1305 {

	static final int TAG_LENGTH = 16;

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final int BLOCK = 16;

	private final byte[] lastBlock = new byte[BLOCK];

	private long r0;

	private long r1;

	private long h0;

	private long h1;

	private long h2;

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
		this.r0 = (long) LONG.get(key, 0) & 0x0ffffffc0fffffffL;
		this.r1 = (long) LONG.get(key, 8) & 0x0ffffffc0ffffffcL;
		this.h0 = 0;
		this.h1 = 0;
		this.h2 = 0;
		int rest = length % BLOCK;
		int end = offset + length - rest;
		// The bit 2^128 stands behind a whole block
		addBlocks(in, offset, end, 1);
		if (rest > 0) {
			System.arraycopy(in, end, this.lastBlock, 0, rest);
			this.lastBlock[rest] = 1;
			for (int i = rest + 1; i < BLOCK; i++) {
				this.lastBlock[i] = 0;
			}
			addBlocks(this.lastBlock, 0, BLOCK, 0);
		}
		finish(key, tag, tagOffset);
	}

	/**
	 * Makes h (h + block) r of every block. Between blocks h is less than 5 * 2^128, so
	 * nothing below overflows: the products with r are less than 2^124.
	 */
	private void addBlocks(byte[] in, int offset, int end, long behind) {
		long r0 = this.r0;
		long r1 = this.r1;
		long s1 = r1 + (r1 >>> 2);
		long h0 = this.h0;
		long h1 = this.h1;
		long h2 = this.h2;
		for (int p = offset; p < end; p += BLOCK) {
			long m0 = (long) LONG.get(in, p);
			long m1 = (long) LONG.get(in, p + 8);
			// 1. h + block
			h0 += m0;
			long carry = carry(h0, m0);
			h1 += carry;
			h2 += behind + carry(h1, carry);
			h1 += m1;
			h2 += carry(h1, m1);
			// 2. times r: 128 bits, from 2^0, from 2^64, and what is left from 2^128
			long low0 = h0 * r0;
			long part = h1 * s1;
			low0 += part;
			long high0 = high(h0, r0) + high(h1, s1) + carry(low0, part);
			long low1 = h0 * r1;
			part = h1 * r0;
			low1 += part;
			long high1 = high(h0, r1) + high(h1, r0) + carry(low1, part);
			part = h2 * s1;
			low1 += part;
			high1 += carry(low1, part);
			low1 += high0;
			high1 += carry(low1, high0);
			long top = h2 * r0 + high1;
			// 3. what is above 2^130 comes back five times
			part = (top >>> 2) + (top & ~3);
			h0 = low0 + part;
			carry = carry(h0, part);
			h1 = low1 + carry;
			h2 = (top & 3) + carry(h1, carry);
		}
		this.h0 = h0;
		this.h1 = h1;
		this.h2 = h2;
	}

	/**
	 * Returns the upper half of an unsigned product.
	 * @param x any number
	 * @param y less than 2^63
	 */
	private static long high(long x, long y) {
		return Math.multiplyHigh(x, y) + ((x >> 63) & y);
	}

	/**
	 * Returns 1 if a sum has wrapped, otherwise 0. Compiled to a comparison and a flag,
	 * not to a branch.
	 */
	private static long carry(long sum, long summand) {
		return (Long.compareUnsigned(sum, summand) < 0) ? 1 : 0;
	}

	/**
	 * Reduces h to less than the modulus, adds s and writes the low 128 bits.
	 */
	private void finish(byte[] key, byte[] tag, int tagOffset) {
		// h - (2^130 - 5) is taken if it is not negative
		long g0 = this.h0 + 5;
		long carry = carry(g0, 5);
		long g1 = this.h1 + carry;
		long g2 = this.h2 + carry(g1, carry);
		long take = -(g2 >>> 2);
		long low = (this.h0 & ~take) | (g0 & take);
		long high = (this.h1 & ~take) | (g1 & take);
		long s0 = (long) LONG.get(key, 16);
		low += s0;
		high += (long) LONG.get(key, 24) + carry(low, s0);
		LONG.set(tag, tagOffset, low);
		LONG.set(tag, tagOffset + 8, high);
	}

}
