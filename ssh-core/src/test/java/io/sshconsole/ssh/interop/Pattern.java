package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongConsumer;

/**
 * Many bytes that both ends know: random blocks that carry their number, so that nothing
 * lost, repeated or exchanged goes unnoticed.
 */
final class Pattern {

	private static final int BLOCK = 64 * 1024;

	private static final byte[] RANDOM = new byte[BLOCK];

	static {
		new Random(42).nextBytes(RANDOM);
	}

	private Pattern() {
	}

	static void write(OutputStream out, long length, LongConsumer written) throws IOException {
		byte[] block = RANDOM.clone();
		for (long position = 0; position < length; position += BLOCK) {
			number(block, position / BLOCK);
			out.write(block, 0, (int) Math.min(BLOCK, length - position));
			written.accept(position);
		}
	}

	/**
	 * Reads to the end and compares every byte.
	 * @return how many bytes there were
	 */
	static long check(InputStream in) throws IOException {
		return check(in, Long.MAX_VALUE);
	}

	/**
	 * Reads a number of bytes, or fewer if the end comes before, and compares each.
	 * @return how many bytes there were
	 */
	static long check(InputStream in, long length) throws IOException {
		byte[] expected = RANDOM.clone();
		byte[] block = new byte[BLOCK];
		long position = 0;
		while (true) {
			int wanted = (int) Math.min(BLOCK, length - position);
			int count = in.readNBytes(block, 0, wanted);
			number(expected, position / BLOCK);
			if (!Arrays.equals(block, 0, count, expected, 0, count)) {
				throw new IOException("wrong bytes behind " + position);
			}
			position += count;
			if (count < BLOCK) {
				return position;
			}
		}
	}

	private static void number(byte[] block, long number) {
		for (int i = 0; i < Long.BYTES; i++) {
			block[i] = (byte) (number >>> (8 * i));
		}
	}

}
