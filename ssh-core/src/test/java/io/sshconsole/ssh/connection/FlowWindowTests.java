package io.sshconsole.ssh.connection;

import java.math.BigInteger;
import java.util.Random;

import io.sshconsole.ssh.wire.DisconnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FlowWindowTests {

	private static final BigInteger MAX = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);

	private static final long[] INTERESTING = { 0, 1, 32768, 2097152, 0x7fff_ffffL, 0x8000_0000L, 0xffff_fffeL,
			0xffff_ffffL };

	/**
	 * The window is what a number without limits says it is, as long as that fits into 32
	 * bits; where it does not, the window refuses and stays as it was.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void countsLikeANumberWithoutLimits(long seed) throws DisconnectException {
		Random random = new Random(seed);
		long initial = number(random);
		FlowWindow window = new FlowWindow(initial);
		BigInteger model = BigInteger.valueOf(initial);
		for (int i = 0; i < 20_000; i++) {
			int count = (int) Math.min(number(random), Integer.MAX_VALUE);
			switch (random.nextInt(3)) {
				case 0 -> model = take(window, model, count);
				case 1 -> model = consume(window, model, count);
				default -> model = adjust(window, model, number(random));
			}
			assertThat(BigInteger.valueOf(window.available())).isEqualTo(model);
		}
	}

	private static BigInteger take(FlowWindow window, BigInteger model, int wanted) {
		BigInteger taken = model.min(BigInteger.valueOf(wanted));
		assertThat(BigInteger.valueOf(window.take(wanted))).isEqualTo(taken);
		return model.subtract(taken);
	}

	private static BigInteger consume(FlowWindow window, BigInteger model, int count) throws DisconnectException {
		BigInteger left = model.subtract(BigInteger.valueOf(count));
		if (left.signum() < 0) {
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> window.consume(count));
			return model;
		}
		window.consume(count);
		return left;
	}

	private static BigInteger adjust(FlowWindow window, BigInteger model, long count) throws DisconnectException {
		BigInteger sum = model.add(BigInteger.valueOf(count));
		if (sum.compareTo(MAX) > 0) {
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> window.adjust(count));
			return model;
		}
		window.adjust(count);
		return sum;
	}

	@Test
	void reachesTheLargestNumberAndNoMore() throws DisconnectException {
		FlowWindow window = new FlowWindow(0);
		window.adjust(0xffff_ffffL);
		window.adjust(0);
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> window.adjust(1));
		assertThat(window.take(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void refusesOneByteTooMany() throws DisconnectException {
		FlowWindow window = new FlowWindow(10);
		window.consume(9);
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> window.consume(2));
		window.consume(1);
		assertThat(window.available()).isZero();
	}

	private static long number(Random random) {
		return random.nextBoolean() ? INTERESTING[random.nextInt(INTERESTING.length)]
				: random.nextLong() & 0xffff_ffffL;
	}

}
