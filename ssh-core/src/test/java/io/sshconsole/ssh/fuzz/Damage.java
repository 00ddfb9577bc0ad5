package io.sshconsole.ssh.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Small accidents to good bytes, always the same ones. They stand in for a fuzzer where
 * there is no time for one.
 */
final class Damage {

	private static final byte[][] COUNTS = { { 0, 0, 0, 0 }, { 0, 0, 0, 1 }, { 0x7f, -1, -1, -1 },
			{ (byte) 0x80, 0, 0, 0 }, { -1, -1, -1, -1 }, { 0, 0, 1, 0 }, { 0, 1, 0, 0 } };

	private final Random random = new Random(1);

	/**
	 * Hands out damaged seeds in turn.
	 * @param seeds good bytes
	 * @param count how many times
	 * @param target takes them
	 */
	static void each(List<byte[]> seeds, int count, Consumer<byte[]> target) {
		Damage damage = new Damage();
		for (int i = 0; i < count; i++) {
			byte[] damaged = damage.of(seeds.get(i % seeds.size()));
			for (int more = damage.random.nextInt(3); more > 0; more--) {
				damaged = damage.of(damaged);
			}
			target.accept(damaged);
		}
	}

	/**
	 * Returns the files that Jazzer takes for seeds.
	 * @param tests the class
	 * @param target its method
	 * @return their contents
	 */
	static List<byte[]> seeds(Class<?> tests, String target) throws IOException {
		Path directory = Path.of("src", "test", "resources")
			.resolve(tests.getName().replace('.', '/') + "Inputs")
			.resolve(target);
		List<byte[]> contents = new ArrayList<>();
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : files.sorted().toList()) {
				contents.add(Files.readAllBytes(file));
			}
		}
		return contents;
	}

	/**
	 * Damages one of some messages.
	 * @param messages good messages
	 * @return all, one of them damaged, lost, repeated or exchanged
	 */
	List<byte[]> ofOne(List<byte[]> messages) {
		byte[][] damaged = messages.toArray(byte[][]::new);
		if (damaged.length > 0) {
			int index = this.random.nextInt(damaged.length);
			int other = this.random.nextInt(damaged.length);
			switch (this.random.nextInt(6)) {
				case 0 -> damaged[index] = damaged[other];
				case 1 -> {
					byte[] kept = damaged[index];
					damaged[index] = damaged[other];
					damaged[other] = kept;
				}
				default -> damaged[index] = of(damaged[index]);
			}
		}
		return List.of(damaged);
	}

	byte[] of(byte[] bytes) {
		if (bytes.length == 0) {
			return new byte[] { (byte) this.random.nextInt(256) };
		}
		byte[] damaged = bytes.clone();
		int index = this.random.nextInt(damaged.length);
		return switch (this.random.nextInt(6)) {
			case 0 -> Arrays.copyOf(damaged, index);
			case 1 -> Arrays.copyOf(damaged, damaged.length + 1 + this.random.nextInt(8));
			case 2 -> with(damaged, index, COUNTS[this.random.nextInt(COUNTS.length)]);
			case 3 -> {
				byte[] shorter = Arrays.copyOf(damaged, damaged.length - 1);
				System.arraycopy(damaged, index + 1, shorter, index, damaged.length - index - 1);
				yield shorter;
			}
			case 4 -> {
				damaged[index] = (byte) this.random.nextInt(256);
				yield damaged;
			}
			default -> {
				damaged[index] ^= (byte) (1 << this.random.nextInt(8));
				yield damaged;
			}
		};
	}

	private static byte[] with(byte[] bytes, int index, byte[] part) {
		System.arraycopy(part, 0, bytes, index, Math.min(part.length, bytes.length - index));
		return bytes;
	}

}
