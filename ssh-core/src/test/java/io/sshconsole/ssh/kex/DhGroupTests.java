package io.sshconsole.ssh.kex;

import java.math.BigInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class DhGroupTests {

	/**
	 * The number that RFC 3526 adds to the digits of pi to find a safe prime.
	 */
	static Stream<Arguments> groups() {
		return Stream.of(Arguments.of(DhGroup.GROUP14, 2048, 124476), Arguments.of(DhGroup.GROUP15, 3072, 1690314),
				Arguments.of(DhGroup.GROUP16, 4096, 240904), Arguments.of(DhGroup.GROUP17, 6144, 929484),
				Arguments.of(DhGroup.GROUP18, 8192, 4743158));
	}

	/**
	 * 2^n - 2^(n-64) - 1 + 2^64 ([2^(n-130) pi] + c).
	 */
	@ParameterizedTest
	@MethodSource("groups")
	void primesAreThoseOfTheRfc(DhGroup group, int bits, int addend) {
		BigInteger middle = pi(bits - 130).add(BigInteger.valueOf(addend)).shiftLeft(64);
		BigInteger p = BigInteger.ONE.shiftLeft(bits)
			.subtract(BigInteger.ONE.shiftLeft(bits - 64))
			.subtract(BigInteger.ONE)
			.add(middle);
		assertThat(group.p()).isEqualTo(p);
		assertThat(group.g()).isEqualTo(BigInteger.TWO);
		assertThat(group.bits()).isEqualTo(bits);
	}

	@Test
	void primeIsSafe() {
		assertThat(DhGroup.GROUP14.p().isProbablePrime(20)).isTrue();
		assertThat(DhGroup.GROUP14.p().shiftRight(1).isProbablePrime(20)).isTrue();
	}

	@Test
	void containsNothingThatMakesTheSecretKnown() {
		BigInteger p = DhGroup.GROUP14.p();
		assertThat(Stream.of(BigInteger.ONE.negate(), BigInteger.ZERO, BigInteger.ONE, p.subtract(BigInteger.ONE), p,
				p.add(BigInteger.TWO)))
			.noneMatch(DhGroup.GROUP14::contains);
		assertThat(Stream.of(BigInteger.TWO, p.subtract(BigInteger.TWO))).allMatch(DhGroup.GROUP14::contains);
	}

	@Test
	void saysItsSizeOnly() {
		assertThat(DhGroup.GROUP16).hasToString("DhGroup[4096 bits]");
	}

	/**
	 * Computes [2^bits pi] by Machin's formula.
	 */
	private static BigInteger pi(int bits) {
		BigInteger one = BigInteger.ONE.shiftLeft(bits + 64);
		BigInteger quarter = arctan(5, one).shiftLeft(2).subtract(arctan(239, one));
		return quarter.shiftLeft(2).shiftRight(64);
	}

	private static BigInteger arctan(int inverse, BigInteger one) {
		BigInteger square = BigInteger.valueOf((long) inverse * inverse);
		BigInteger power = one.divide(BigInteger.valueOf(inverse));
		BigInteger sum = power;
		for (int n = 3; power.signum() != 0; n += 2) {
			power = power.divide(square).negate();
			sum = sum.add(power.divide(BigInteger.valueOf(n)));
		}
		return sum;
	}

}
