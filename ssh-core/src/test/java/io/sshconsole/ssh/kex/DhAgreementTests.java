package io.sshconsole.ssh.kex;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.Stream;

import io.sshconsole.ssh.kex.KeyAgreement.ServerReply;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DhAgreementTests {

	/**
	 * A group so small that everything happens soon: the largest safe prime of 64 bits.
	 */
	private static final DhGroup SMALL = new DhGroup(new BigInteger("18446744073709550147"), BigInteger.TWO);

	private final SecureRandom random = new SecureRandom();

	static Stream<DhGroup> groups() {
		return Stream.of(DhGroup.GROUP14, DhGroup.GROUP15, DhGroup.GROUP16, DhGroup.GROUP17, DhGroup.GROUP18);
	}

	@ParameterizedTest
	@MethodSource("groups")
	void bothSidesAgree(DhGroup group) throws DisconnectException {
		KeyAgreement client = new DhAgreement(group, this.random);
		byte[] init = client.clientInit();
		ServerReply reply = new DhAgreement(group, this.random).serverReply(init);
		assertThat(client.clientFinish(reply.message())).isEqualTo(reply.secret());
		assertThat(reply.message()).isNotEqualTo(init);
	}

	/**
	 * 2^x modulo p with a private exponent whose bits are all set.
	 */
	@Test
	void raisesTheGeneratorToAnExponentOf512Bits() throws DisconnectException {
		SecureRandom ones = new SecureRandom() {

			@Override
			public void nextBytes(byte[] bytes) {
				Arrays.fill(bytes, (byte) 0xff);
			}

		};
		BigInteger p = DhGroup.GROUP14.p();
		BigInteger x = BigInteger.ONE.shiftLeft(512).subtract(BigInteger.ONE);
		DhAgreement agreement = new DhAgreement(DhGroup.GROUP14, ones);
		assertThat(new BigInteger(agreement.clientInit())).isEqualTo(BigInteger.TWO.modPow(x, p));
		byte[] secret = agreement.clientFinish(BigInteger.TEN.toByteArray());
		assertThat(new WireReader(secret).readMpint()).isEqualTo(BigInteger.TEN.modPow(x, p));
	}

	@Test
	void bothSidesAgreeOnSecretsThatBeginWithZerosOrAHighBit() throws DisconnectException {
		boolean shorter = false;
		boolean longer = false;
		while (!shorter || !longer) {
			KeyAgreement client = new DhAgreement(SMALL, this.random);
			ServerReply reply = new DhAgreement(SMALL, this.random).serverReply(client.clientInit());
			assertThat(client.clientFinish(reply.message())).isEqualTo(reply.secret());
			int bits = new WireReader(reply.secret()).readMpint().bitLength();
			assertThat(reply.secret()).hasSize(4 + bits / 8 + 1);
			shorter |= bits <= 56;
			longer |= bits == 64;
		}
	}

	@Test
	void valuesOutOfRangeAreRefused() {
		BigInteger p = DhGroup.GROUP14.p();
		for (BigInteger value : new BigInteger[] { BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE.negate(),
				BigInteger.TWO.negate(), p.subtract(BigInteger.ONE), p, p.add(BigInteger.ONE), p.add(BigInteger.TWO),
				p.shiftLeft(1), p.negate() }) {
			assertRefused(value.toByteArray());
		}
		// Zero in its one right form
		assertRefused(new byte[0]);
	}

	@Test
	void valuesNotInTheShortestFormAreRefused() {
		assertRefused(new byte[] { 0, 2 });
		assertRefused(new byte[] { 0, 0, (byte) 0x80 });
	}

	@Test
	void valuesThatAreLongerThanThePrimeAreRefusedUnseen() {
		byte[] value = new byte[30_000];
		value[0] = 1;
		assertRefused(value);
	}

	@Test
	void clientRefusesTheSameValues() {
		DhAgreement client = new DhAgreement(DhGroup.GROUP14, this.random);
		client.clientInit();
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> client.clientFinish(BigInteger.ONE.toByteArray()));
	}

	private void assertRefused(byte[] value) {
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> new DhAgreement(DhGroup.GROUP14, this.random).serverReply(value))
			.withMessage("a Diffie-Hellman value that is out of range")
			.returns(Reason.KEY_EXCHANGE_FAILED.code(), DisconnectException::reasonCode);
	}

}
