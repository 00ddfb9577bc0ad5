package io.sshconsole.ssh.crypto;

/**
 * Poly1305 for long messages, 32 blocks at a time: instead of 32 products, each of which
 * has to wait for the one before, one sum of products that wait for nothing,
 *
 * <pre>
 * h = h r^32 + block1 r^32 + block2 r^31 + … + block32 r
 * </pre>
 *
 * A block is two words as they are in the message, and so this is a sum of words times
 * rows: a row is a power of r, for second words times 2^64, in three limbs.
 *
 * <p>
 * Java's wide product is signed. A word is therefore taken as what it is minus 2^63, and
 * 2^63 times the sum of the rows makes up for it. The same constant holds the bits 2^128
 * behind the blocks, which are 2^64 times the rows of the second words. As it is a
 * multiple of 2^54, no part of a sum is negative in the end.
 *
 * <p>
 * The sum for one limb is kept as {@code high 2^54 + low}. High parts of products are
 * less than 2^54 and the constant's less than 2^61, so all of them stay below 2^62. Low
 * parts are less than 2^54 each and 2^60 together; they are what is left of the sum
 * modulo 2^64 when the high parts are taken off.
 */
final class Poly1305Bulk {

	private static final int BLOCKS = 32;

	private static final int LENGTH = BLOCKS * Poly1305.BLOCK;

	private static final int WORDS = LENGTH / Long.BYTES;

	/**
	 * By how much a limb is shifted to have the upper word of its product begin at 2^54.
	 */
	private static final int SHIFT = 10;

	private static final int HIGH = Long.SIZE - SHIFT;

	/**
	 * Bits of a high part that belong to the next limb; the others go one further.
	 */
	private static final int NEXT = 2 * Poly1305Number.LIMB - HIGH;

	private final long[] words = new long[WORDS];

	private final long[] row0 = new long[WORDS];

	private final long[] row1 = new long[WORDS];

	private final long[] row2 = new long[WORDS];

	/**
	 * High parts of the constant.
	 */
	private final long[] constant = new long[3];

	/**
	 * A power of r, in the end r^32.
	 */
	private final Poly1305Number power = new Poly1305Number();

	private final Poly1305Number second = new Poly1305Number();

	/**
	 * Adds as many blocks as are a multiple of 32.
	 * @param h the polynomial so far
	 * @param r where it is evaluated
	 * @param in holds the message
	 * @param offset where it begins
	 * @param end where its whole blocks end
	 * @return where the blocks begin that are left
	 */
	int addBlocks(Poly1305Number h, Poly1305Number r, byte[] in, int offset, int end) {
		makeRows(r);
		int p = offset;
		for (; end - p >= LENGTH; p += LENGTH) {
			h.multiply(this.power);
			addBlocks(h, in, p);
		}
		return p;
	}

	private void makeRows(Poly1305Number r) {
		this.power.set(1, 0, 0);
		long sum0 = 0;
		long sum1 = 0;
		long sum2 = 0;
		for (int i = WORDS - 2; i >= 0; i -= 2) {
			this.power.multiply(r);
			putRow(i, this.power);
			this.second.set(0, 1, 0);
			this.second.multiply(this.power);
			putRow(i + 1, this.second);
			sum0 += this.power.n0 + 3 * this.second.n0;
			sum1 += this.power.n1 + 3 * this.second.n1;
			sum2 += this.power.n2 + 3 * this.second.n2;
		}
		this.constant[0] = sum0 << (63 - HIGH);
		this.constant[1] = sum1 << (63 - HIGH);
		this.constant[2] = sum2 << (63 - HIGH);
	}

	private void putRow(int i, Poly1305Number number) {
		this.row0[i] = number.n0;
		this.row1[i] = number.n1;
		this.row2[i] = number.n2;
	}

	/**
	 * Adds the words of 32 blocks times the rows. One loop for each kind of product: of
	 * the low ones the compiler makes vectors.
	 */
	private void addBlocks(Poly1305Number h, byte[] in, int offset) {
		long[] words = this.words;
		long[] row0 = this.row0;
		long[] row1 = this.row1;
		long[] row2 = this.row2;
		for (int i = 0; i < WORDS; i++) {
			words[i] = (long) Poly1305.LONG.get(in, offset + Long.BYTES * i) ^ Long.MIN_VALUE;
		}
		long low0 = 0;
		long low1 = 0;
		long low2 = 0;
		for (int i = 0; i < WORDS; i++) {
			low0 += words[i] * row0[i];
			low1 += words[i] * row1[i];
			low2 += words[i] * row2[i];
		}
		long high0 = 0;
		long high1 = 0;
		long high2 = 0;
		for (int i = 0; i < WORDS; i++) {
			high0 += Math.multiplyHigh(words[i], row0[i] << SHIFT);
			high1 += Math.multiplyHigh(words[i], row1[i] << SHIFT);
			high2 += Math.multiplyHigh(words[i], row2[i] << SHIFT);
		}
		low0 -= high0 << HIGH;
		low1 -= high1 << HIGH;
		low2 -= high2 << HIGH;
		high0 += this.constant[0];
		high1 += this.constant[1];
		high2 += this.constant[2];
		// What reaches 2^132 or 2^176 comes back 20 times at 2^0 or 2^44
		low0 += Poly1305Number.WRAP * (next(high2) + (high1 >>> NEXT));
		low1 += next(high0) + Poly1305Number.WRAP * (high2 >>> NEXT);
		low2 += next(high1) + (high0 >>> NEXT);
		h.carry(h.n0 + low0, h.n1 + low1, h.n2 + low2);
	}

	private static long next(long high) {
		return (high << SHIFT) & Poly1305Number.MASK;
	}

}
