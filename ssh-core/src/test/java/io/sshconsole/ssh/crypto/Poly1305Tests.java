package io.sshconsole.ssh.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class Poly1305Tests {

	private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(130).subtract(BigInteger.valueOf(5));

	private final Poly1305 poly1305 = new Poly1305();

	@Test
	void computesTheExampleOfRfc8439() {
		byte[] key = HexFormat.of().parseHex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
		byte[] message = "Cryptographic Forum Research Group".getBytes(StandardCharsets.US_ASCII);
		assertThat(tag(key, message)).isEqualTo(HexFormat.of().parseHex("a8061dc1305136c6c22b8baf0c0127a9"));
	}

	/**
	 * RFC 8439 appendix A.3, vectors 7 to 11: carries at the end of the modulus.
	 */
	@ParameterizedTest
	@CsvSource({ "02, 00, ffffffffffffffffffffffffffffffff, 03",
			"02, ffffffffffffffffffffffffffffffff, 02000000000000000000000000000000, 03",
			"01, 00, fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff11000000000000000000000000000000,"
					+ " 05",
			"01, 00, fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe01010101010101010101010101010101,"
					+ " 00",
			"02, 00, fdffffffffffffffffffffffffffffff, faffffffffffffffffffffffffffffff",
			"010000000000000004, 00, e33594d7505e43b900000000000000003394d7505e4379cd0100000000000000"
					+ "0000000000000000000000000000000001000000000000000000000000000000, 140000000000000055",
			"010000000000000004, 00, e33594d7505e43b900000000000000003394d7505e4379cd0100000000000000"
					+ "00000000000000000000000000000000, 13" })
	void carriesAtTheEndOfTheModulus(String r, String s, String message, String expected) {
		byte[] key = Arrays.copyOf(padded(r), 32);
		System.arraycopy(padded(s), 0, key, 16, 16);
		assertThat(tag(key, HexFormat.of().parseHex(message))).isEqualTo(padded(expected));
	}

	@Test
	void agreesWithBouncyCastleForEveryLengthAndOffset() {
		Random random = new Random(1);
		for (int length = 0; length < 300; length++) {
			byte[] key = bytes(random, 32);
			byte[] message = bytes(random, length);
			assertThat(tag(key, message)).isEqualTo(expectedTag(key, message));
			byte[] shifted = new byte[length + 7];
			System.arraycopy(message, 0, shifted, 3, length);
			byte[] tag = new byte[20];
			this.poly1305.compute(key, shifted, 3, length, tag, 1);
			assertThat(Arrays.copyOfRange(tag, 1, 17)).isEqualTo(expectedTag(key, message));
		}
	}

	@Test
	void agreesWithBouncyCastleForExtremeKeysAndMessages() {
		Random random = new Random(2);
		for (int i = 0; i < 20_000; i++) {
			byte[] key = bytes(random, 32);
			byte[] message = bytes(random, random.nextInt(100));
			if (random.nextBoolean()) {
				Arrays.fill(message, (byte) -random.nextInt(2));
			}
			if (random.nextInt(3) == 0) {
				Arrays.fill(key, 0, 16, (byte) -1);
			}
			if (random.nextInt(3) == 0) {
				Arrays.fill(key, 16, 32, (byte) -1);
			}
			assertThat(tag(key, message)).isEqualTo(expectedTag(key, message));
		}
	}

	/**
	 * From 3072 bytes on there are 32 blocks at a time.
	 */
	@Test
	void agreesWithBouncyCastleForLongMessages() {
		Random random = new Random(3);
		for (int length = 3000; length < 4700; length++) {
			byte[] key = bytes(random, 32);
			byte[] message = bytes(random, length);
			assertThat(tag(key, message)).isEqualTo(expectedTag(key, message));
		}
	}

	@Test
	void agreesWithBouncyCastleForExtremeLongMessages() {
		Random random = new Random(4);
		for (int i = 0; i < 4_000; i++) {
			byte[] key = bytes(random, 32);
			switch (random.nextInt(4)) {
				case 0 -> Arrays.fill(key, (byte) -1);
				case 1 -> {
					Arrays.fill(key, 0, 16, (byte) 0);
					key[random.nextInt(16)] = (byte) (1 << random.nextInt(8));
				}
				default -> {
				}
			}
			byte[] message = bytes(random, 3072 + random.nextInt(2048));
			int from = random.nextInt(message.length);
			Arrays.fill(message, from, from + random.nextInt(message.length - from), (byte) -random.nextInt(2));
			if (random.nextInt(3) == 0) {
				// Around 2^63, where a word changes its sign
				Arrays.fill(message, (byte) -random.nextInt(2));
				for (int top = 7; top < message.length; top += 8) {
					message[top] = (byte) (0x7f + random.nextInt(2));
				}
			}
			assertThat(tag(key, message)).isEqualTo(expectedTag(key, message));
		}
	}

	@Test
	void agreesWithBouncyCastleForTheLargestSums() {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) -1);
		for (byte fill : new byte[] { 0, -1, -128, 127 }) {
			byte[] message = new byte[256 * 1024 + 4];
			Arrays.fill(message, fill);
			assertThat(tag(key, message)).isEqualTo(expectedTag(key, message));
		}
	}

	/**
	 * With r = 1 the polynomial is the sum of the blocks, so sums can be chosen.
	 */
	@Test
	void reducesSumsAroundMultiplesOfTheModulus() {
		byte[] key = new byte[32];
		key[0] = 1;
		for (int multiple = 1; multiple <= 3; multiple++) {
			for (int delta = -20; delta <= 20; delta++) {
				BigInteger sum = MODULUS.multiply(BigInteger.valueOf(multiple)).add(BigInteger.valueOf(delta));
				byte[] message = blocksWithSum(sum);
				BigInteger reduced = sum.mod(MODULUS).mod(BigInteger.ONE.shiftLeft(128));
				assertThat(tag(key, message)).isEqualTo(littleEndian(reduced));
				assertThat(expectedTag(key, message)).isEqualTo(littleEndian(reduced));
			}
		}
	}

	private static byte[] blocksWithSum(BigInteger sum) {
		BigInteger whole = BigInteger.ONE.shiftLeft(128);
		BigInteger most = whole.subtract(BigInteger.ONE);
		int blocks = sum.divide(whole.add(most)).intValue() + 1;
		byte[] message = new byte[16 * blocks];
		BigInteger rest = sum.subtract(whole.multiply(BigInteger.valueOf(blocks)));
		for (int i = 0; i < blocks; i++) {
			BigInteger block = rest.min(most);
			System.arraycopy(littleEndian(block), 0, message, 16 * i, 16);
			rest = rest.subtract(block);
		}
		assertThat(rest.signum()).isZero();
		return message;
	}

	private static byte[] littleEndian(BigInteger number) {
		byte[] result = new byte[16];
		for (int i = 0; i < 16; i++) {
			result[i] = number.shiftRight(8 * i).byteValue();
		}
		return result;
	}

	private byte[] tag(byte[] key, byte[] message) {
		byte[] tag = new byte[16];
		this.poly1305.compute(key, message, 0, message.length, tag, 0);
		return tag;
	}

	private static byte[] expectedTag(byte[] key, byte[] message) {
		org.bouncycastle.crypto.macs.Poly1305 mac = new org.bouncycastle.crypto.macs.Poly1305();
		mac.init(new KeyParameter(key));
		mac.update(message, 0, message.length);
		byte[] tag = new byte[16];
		mac.doFinal(tag, 0);
		return tag;
	}

	private static byte[] padded(String hex) {
		return Arrays.copyOf(HexFormat.of().parseHex(hex), 16);
	}

	private static byte[] bytes(Random random, int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return bytes;
	}

}
