package io.sshconsole.ssh.kex;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

import io.sshconsole.ssh.kex.KeyAgreement.ServerReply;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class Sntrup761Tests {

	private static final int PUBLIC_KEY = 1158;

	private static final int CIPHERTEXT = 1039;

	private static final int POINT = 32;

	private final SecureRandom random = new SecureRandom();

	/**
	 * The first vector of the submission to NIST.
	 */
	@Test
	void computesTheKnownAnswer() throws Exception {
		SecureRandom random = new NistRandom(HexFormat.of()
			.parseHex("061550234d158c5ec95595fe04ef7a25767f2e24cc2bc479d09d86dc9abcfde7"
					+ "056a8c266f9ef97ed08541dbd2e1ffa1"));
		Sntrup761 client = new Sntrup761(random);
		byte[] publicKey = client.generate();
		Kem.Encapsulation encapsulation = new Sntrup761(random).encapsulate(publicKey);
		assertThat(sha256(publicKey)).isEqualTo("d1736cf321592955c718fa191ef5b1137dd7593ff3b18d5ed733ac96e7d65ce9");
		assertThat(sha256(encapsulation.ciphertext()))
			.isEqualTo("beec3df6e2d1d64eb7fa4c95605ff32aff38ab0e23ff79ff61bbc9832c31e885");
		assertThat(HexFormat.of().formatHex(encapsulation.secret()))
			.isEqualTo("344ca5e25f6da5ea95e4a695b1c5446eca9859334532e4a9537669f012c743a2");
		assertThat(client.decapsulate(encapsulation.ciphertext())).isEqualTo(encapsulation.secret());
		assertThat(publicKey).hasSize(client.publicKeyLength()).hasSize(PUBLIC_KEY);
		assertThat(encapsulation.ciphertext()).hasSize(client.ciphertextLength()).hasSize(CIPHERTEXT);
	}

	@Test
	void anAlteredCiphertextYieldsAnotherSecret() {
		Sntrup761 client = new Sntrup761(this.random);
		Kem.Encapsulation encapsulation = new Sntrup761(this.random).encapsulate(client.generate());
		for (int changed : new int[] { 0, CIPHERTEXT / 2, CIPHERTEXT - 1 }) {
			byte[] ciphertext = encapsulation.ciphertext().clone();
			ciphertext[changed] ^= 1;
			assertThat(client.decapsulate(ciphertext)).isNotEqualTo(encapsulation.secret());
		}
	}

	@Test
	void decapsulatesOnlyWithAKey() {
		assertThatIllegalStateException()
			.isThrownBy(() -> new Sntrup761(this.random).decapsulate(new byte[CIPHERTEXT]));
	}

	@Test
	void everyStringOfTheRightLengthIsAKey() {
		for (int value : new int[] { 0, 0x55, 0xff }) {
			byte[] key = new byte[PUBLIC_KEY];
			Arrays.fill(key, (byte) value);
			assertThat(new Sntrup761(this.random).encapsulate(key).ciphertext()).hasSize(CIPHERTEXT);
		}
	}

	@Test
	void bothSidesOfTheHybridAgreeOnAStringOf64Bytes() throws DisconnectException {
		KeyAgreement client = hybrid();
		byte[] init = client.clientInit();
		ServerReply reply = hybrid().serverReply(init);
		assertThat(init).hasSize(PUBLIC_KEY + POINT);
		assertThat(reply.message()).hasSize(CIPHERTEXT + POINT);
		assertThat(reply.secret()).hasSize(4 + 64).startsWith(0, 0, 0, 64);
		assertThat(client.clientFinish(reply.message())).isEqualTo(reply.secret());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, POINT, PUBLIC_KEY, PUBLIC_KEY + POINT - 1, PUBLIC_KEY + POINT + 1, 1184 + POINT })
	void messagesOfAnotherLengthAreRefused(int length) {
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> hybrid().serverReply(new byte[length]))
			.withMessageContaining("of " + length + " bytes")
			.returns(Reason.KEY_EXCHANGE_FAILED.code(), DisconnectException::reasonCode);
	}

	@Test
	void pointsOfSmallOrderAreRefused() {
		byte[] init = hybrid().clientInit();
		Arrays.fill(init, PUBLIC_KEY, PUBLIC_KEY + POINT, (byte) 0);
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> hybrid().serverReply(init));
	}

	private KeyAgreement hybrid() {
		return new HybridAgreement("SHA-512", new Sntrup761(this.random), this.random);
	}

	private static String sha256(byte[] bytes) throws Exception {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
	}

}
