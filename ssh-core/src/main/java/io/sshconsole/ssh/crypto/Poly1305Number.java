package io.sshconsole.ssh.crypto;

/**
 * A number modulo 2^130 - 5, in three limbs: {@code n2 2^88 + n1 2^44 + n0}. What has
 * been carried has limbs less than 2^44 + 2^22, 2^44 and 2^42, so that a block can be
 * added before the next product: its factor may have limbs of 46 bits.
 */
final class Poly1305Number {

	static final int LIMB = 44;

	static final long MASK = (1L << LIMB) - 1;

	private static final int TOP_LIMB = 42;

	private static final long TOP_MASK = (1L << TOP_LIMB) - 1;

	/**
	 * Both factors of a wide product are shifted by this, so that its upper word begins
	 * at 2^44.
	 */
	private static final int SHIFT = (Long.SIZE - LIMB) / 2;

	/**
	 * What 2^132, the weight of a fourth limb, is modulo 2^130 - 5.
	 */
	static final long WRAP = 4 * 5;

	long n0;

	long n1;

	long n2;

	/**
	 * Sets this number to one of 128 bits, and what is behind them.
	 * @param low the lower 64 bits
	 * @param high the upper 64 bits
	 * @param behind is counted at 2^128
	 */
	void set(long low, long high, long behind) {
		this.n0 = 0;
		this.n1 = 0;
		this.n2 = 0;
		add(low, high, behind);
	}

	void add(long low, long high, long behind) {
		this.n0 += low & MASK;
		this.n1 += ((low >>> LIMB) | (high << (Long.SIZE - LIMB))) & MASK;
		this.n2 += (high >>> (2 * LIMB - Long.SIZE)) | (behind << (128 - 2 * LIMB));
	}

	/**
	 * Multiplies by a number that has been carried. The sum of the products for one limb
	 * is less than 3 * 20 * 2^91 and kept as {@code high 2^44 + low}, where low is what
	 * is left of it modulo 2^64 when the high parts are taken off.
	 */
	void multiply(Poly1305Number factor) {
		long f0 = factor.n0;
		long f1 = factor.n1;
		long f2 = factor.n2;
		long w1 = WRAP * f1;
		long w2 = WRAP * f2;
		long high0 = high(this.n0, f0) + high(this.n1, w2) + high(this.n2, w1);
		long high1 = high(this.n0, f1) + high(this.n1, f0) + high(this.n2, w2);
		long high2 = high(this.n0, f2) + high(this.n1, f1) + high(this.n2, f0);
		long low0 = this.n0 * f0 + this.n1 * w2 + this.n2 * w1 - (high0 << LIMB);
		long low1 = this.n0 * f1 + this.n1 * f0 + this.n2 * w2 - (high1 << LIMB);
		long low2 = this.n0 * f2 + this.n1 * f1 + this.n2 * f0 - (high2 << LIMB);
		carry(low0 + WRAP * high2, low1 + high0, low2 + high1);
	}

	/**
	 * Sets this number to one with limbs of up to 61 bits. What is above 2^130 comes back
	 * five times.
	 */
	void carry(long t0, long t1, long t2) {
		t1 += t0 >>> LIMB;
		t2 += t1 >>> LIMB;
		this.n0 = (t0 & MASK) + 5 * (t2 >>> TOP_LIMB);
		this.n1 = t1 & MASK;
		this.n2 = t2 & TOP_MASK;
	}

	private static long high(long x, long y) {
		return Math.multiplyHigh(x << SHIFT, y << SHIFT);
	}

	/**
	 * Reduces this number to less than the modulus, adds s and writes the low 128 bits.
	 */
	void finish(long s0, long s1, byte[] tag, int tagOffset) {
		// This leaves n0 below 2^44: 5 is only added if n0 was not, and then little is
		// left
		carry(this.n0, this.n1, this.n2);
		// this - (2^130 - 5) is taken if it is not negative
		long t0 = this.n0 + 5;
		long t1 = this.n1 + (t0 >>> LIMB);
		long t2 = this.n2 + (t1 >>> LIMB);
		long take = -(t2 >>> TOP_LIMB);
		t0 = (this.n0 & ~take) | (t0 & MASK & take);
		t1 = (this.n1 & ~take) | (t1 & MASK & take);
		t2 = (this.n2 & ~take) | (t2 & TOP_MASK & take);
		long low = t0 | (t1 << LIMB);
		long high = (t1 >>> (Long.SIZE - LIMB)) | (t2 << (2 * LIMB - Long.SIZE));
		// The carry out of 64 bits, without a comparison
		long sum = low + s0;
		long carry = ((low & s0) | ((low | s0) & ~sum)) >>> 63;
		Poly1305.LONG.set(tag, tagOffset, sum);
		Poly1305.LONG.set(tag, tagOffset + 8, high + s1 + carry);
	}

}
