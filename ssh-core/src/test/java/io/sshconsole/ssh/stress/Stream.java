package io.sshconsole.ssh.stress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;

/**
 * Bytes that follow from a number, so that both sides know each of them.
 *
 * @param number which bytes
 * @param length how many
 * @param end how the channel ends on which they flow
 */
record Stream(int number, long length, End end) {

	private static final int MAX_CHUNK = 50_000;

	static Stream parse(String text) {
		String[] fields = text.split(":");
		return new Stream(Integer.parseInt(fields[0]), Long.parseLong(fields[1]), End.valueOf(fields[2]));
	}

	/**
	 * Returns what flows the other way.
	 */
	Stream reverse() {
		return new Stream(~this.number, this.length, this.end);
	}

	/**
	 * Writes all of it in pieces of many sizes.
	 */
	void writeTo(OutputStream out) throws IOException {
		Random random = new Random(this.number);
		byte[] chunk = new byte[MAX_CHUNK];
		for (long position = 0; position < this.length;) {
			int bound = random.nextBoolean() ? MAX_CHUNK : 100;
			int size = (int) Math.min(this.length - position, 1 + random.nextInt(bound));
			fill(chunk, position, size);
			out.write(chunk, 0, size);
			position += size;
		}
	}

	/**
	 * Reads up to the end and compares every byte.
	 * @param in where they come from
	 * @param progress is told how many bytes have arrived
	 */
	void expectFrom(InputStream in, Progress progress) throws IOException {
		byte[] chunk = new byte[MAX_CHUNK];
		byte[] expected = new byte[MAX_CHUNK];
		long position = 0;
		for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
			fill(expected, position, count);
			if (!Arrays.equals(chunk, 0, count, expected, 0, count)) {
				throw new IllegalStateException("wrong bytes in " + this + " behind " + position);
			}
			position += count;
			progress.received(count);
		}
		if (position != this.length) {
			throw new IllegalStateException(this + " ended after " + position);
		}
	}

	private void fill(byte[] chunk, long position, int size) {
		for (int i = 0; i < size; i++) {
			long at = position + i;
			chunk[i] = (byte) (this.number + 31 * at + 17 * (at >>> 8) + 13 * (at >>> 16));
		}
	}

	@Override
	public String toString() {
		return this.number + ":" + this.length + ":" + this.end;
	}

	/**
	 * Hears that bytes have arrived and were right.
	 */
	@FunctionalInterface
	interface Progress {

		void received(int count) throws IOException;

	}

	/**
	 * How a channel ends.
	 */
	enum End {

		/**
		 * Both sides send and receive all.
		 */
		ORDERLY,

		/**
		 * Who opened it closes it when the first bytes arrive.
		 */
		BY_CLIENT,

		/**
		 * Who serves it closes it when the first bytes arrive.
		 */
		BY_SERVER

	}

}
