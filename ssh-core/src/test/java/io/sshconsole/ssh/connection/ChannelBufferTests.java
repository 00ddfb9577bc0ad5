package io.sshconsole.ssh.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import io.sshconsole.ssh.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelBufferTests {

	private static final int MOST = 200_000;

	/**
	 * What goes in comes out, in order, whatever the sizes.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void isAQueueOfBytes(int seed) {
		Random random = new Random(seed);
		int largest = 1 << (4 + 2 * random.nextInt(6));
		ChannelBuffer buffer = new ChannelBuffer();
		Deque<Byte> model = new ArrayDeque<>();
		for (int i = 0; i < 2000; i++) {
			if (random.nextBoolean() && model.size() < MOST) {
				append(buffer, model, random, random.nextInt(largest));
			}
			else {
				read(buffer, model, random, random.nextInt(largest));
			}
			if (random.nextInt(200) == 0) {
				buffer.clear();
				model.clear();
			}
			assertThat(buffer.size()).isEqualTo(model.size());
		}
		read(buffer, model, random, MOST + largest);
		assertThat(buffer.size()).isZero();
	}

	private static void append(ChannelBuffer buffer, Deque<Byte> model, Random random, int length) {
		int offset = random.nextInt(10);
		byte[] source = new byte[offset + length + random.nextInt(10)];
		random.nextBytes(source);
		buffer.append(source, offset, length);
		for (int i = 0; i < length; i++) {
			model.add(source[offset + i]);
		}
	}

	private static void read(ChannelBuffer buffer, Deque<Byte> model, Random random, int length) {
		int offset = random.nextInt(10);
		byte[] target = new byte[offset + length + 10];
		int count = buffer.read(target, offset, length);
		assertThat(count).isEqualTo(Math.min(length, model.size()));
		for (int i = 0; i < target.length; i++) {
			byte expected = (i >= offset && i < offset + count) ? model.remove() : 0;
			if (target[i] != expected) {
				assertThat(target[i]).as("byte %d of %d", i, count).isEqualTo(expected);
			}
		}
	}

	@Test
	void leavesItsMemoryToTheCollectorOnceItIsDrained() {
		ChannelBuffer buffer = new ChannelBuffer();
		byte[] bytes = new byte[ConnectionConfig.MAX_DATA];
		buffer.append(bytes, 0, bytes.length);
		System.gc();
		assertThat(buffer.memory()).isEqualTo(bytes.length);
		buffer.read(bytes, 0, bytes.length - 1);
		System.gc();
		assertThat(buffer.memory()).isEqualTo(bytes.length);
		buffer.read(bytes, 0, 1);
		Await.until("no memory is held", () -> {
			System.gc();
			return buffer.memory() == 0;
		});
		buffer.append(bytes, 0, 5);
		assertThat(buffer.read(bytes, 0, 10)).isEqualTo(5);
	}

	@Test
	void usesItsMemoryAgainWhileItIsBusy() {
		byte[] bytes = new byte[ConnectionConfig.MAX_DATA];
		// A collection could just come between
		Await.until("memory is used again", () -> {
			ChannelBuffer buffer = new ChannelBuffer();
			buffer.append(bytes, 0, bytes.length);
			buffer.read(bytes, 0, bytes.length);
			buffer.append(bytes, 0, 1);
			return buffer.memory() == bytes.length;
		});
	}

	@Test
	void isEmptyAtFirst() {
		ChannelBuffer buffer = new ChannelBuffer();
		assertThat(buffer.size()).isZero();
		assertThat(buffer.read(new byte[10], 0, 10)).isZero();
		buffer.append(new byte[0], 0, 0);
		assertThat(buffer.size()).isZero();
	}

}
