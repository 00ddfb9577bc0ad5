package io.sshconsole.ssh.kex;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;

import io.sshconsole.ssh.kex.KeyAgreement.ServerReply;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class X25519AgreementTests {

	private static final int MANY = 5000;

	private final SecureRandom random = new SecureRandom();

	/**
	 * RFC 7748 §6.1.
	 */
	@Test
	void agreesOnTheSecretOfTheRfc() throws DisconnectException {
		X25519Agreement alice = new X25519Agreement(
				fixed("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
		X25519Agreement bob = new X25519Agreement(
				fixed("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
		byte[] secret = HexFormat.of().parseHex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
		byte[] encoded = new WireWriter().writeString(secret).toByteArray();
		assertThat(alice.clientInit()).asHexString()
			.isEqualToIgnoringCase("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
		ServerReply reply = bob.serverReply(alice.clientInit());
		assertThat(reply.message()).asHexString()
			.isEqualToIgnoringCase("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
		assertThat(reply.secret()).isEqualTo(encoded);
		assertThat(alice.clientFinish(reply.message())).isEqualTo(encoded);
	}

	/**
	 * One secret in 256 begins with a zero byte, which an mpint must not have; every
	 * second one has its highest bit set, which needs one.
	 */
	@Test
	void encodesSecretsInTheShortestForm() throws DisconnectException {
		boolean shorter = false;
		boolean longer = false;
		for (int i = 0; i < MANY && !(shorter && longer); i++) {
			X25519Agreement client = new X25519Agreement(this.random);
			ServerReply reply = new X25519Agreement(this.random).serverReply(client.clientInit());
			byte[] secret = client.clientFinish(reply.message());
			assertThat(secret).isEqualTo(reply.secret());
			BigInteger number = new WireReader(secret).readMpint();
			assertThat(secret).isEqualTo(new WireWriter().writeMpint(number).toByteArray());
			shorter |= secret.length < 4 + 32;
			longer |= secret.length > 4 + 32;
		}
		assertThat(shorter).isTrue();
		assertThat(longer).isTrue();
	}

	/**
	 * With these points everybody knows the secret (RFC 7748 §6.1, RFC 8731 §3).
	 */
	@ParameterizedTest
	@ValueSource(strings = { "0000000000000000000000000000000000000000000000000000000000000000",
			"0100000000000000000000000000000000000000000000000000000000000000",
			"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
			"5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f" })
	void refusesPointsOfSmallOrder(String point) {
		byte[] bytes = HexFormat.of().parseHex(point);
		assertRefused(bytes);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 31, 33, 64 })
	void refusesPointsOfAnotherLength(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		assertRefused(bytes);
	}

	private void assertRefused(byte[] point) {
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> new X25519Agreement(this.random).serverReply(point))
			.returns(Reason.KEY_EXCHANGE_FAILED.code(), DisconnectException::reasonCode);
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> new X25519Agreement(this.random).clientFinish(point))
			.returns(Reason.KEY_EXCHANGE_FAILED.code(), DisconnectException::reasonCode);
	}

	private static SecureRandom fixed(String hex) {
		return new SecureRandom() {

			@Override
			public void nextBytes(byte[] bytes) {
				System.arraycopy(HexFormat.of().parseHex(hex), 0, bytes, 0, bytes.length);
			}

		};
	}

}
