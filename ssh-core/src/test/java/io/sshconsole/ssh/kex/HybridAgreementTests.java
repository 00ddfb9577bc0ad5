package io.sshconsole.ssh.kex;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

import io.sshconsole.ssh.kex.KeyAgreement.ServerReply;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HybridAgreementTests {

	private static final int PUBLIC_KEY = 1184;

	private static final int CIPHERTEXT = 1088;

	private static final int POINT = 32;

	private static final int Q = 3329;

	private final SecureRandom random = new SecureRandom();

	@Test
	void bothSidesAgreeAlways() throws DisconnectException {
		for (int i = 0; i < 300; i++) {
			KeyAgreement client = mlKem();
			byte[] init = client.clientInit();
			ServerReply reply = mlKem().serverReply(init);
			assertThat(init).hasSize(PUBLIC_KEY + POINT);
			assertThat(reply.message()).hasSize(CIPHERTEXT + POINT);
			assertThat(client.clientFinish(reply.message())).isEqualTo(reply.secret());
		}
	}

	/**
	 * A string, other than in all methods before: zero bytes in front stay.
	 */
	@Test
	void theSecretIsAString() throws DisconnectException {
		byte[] secret = mlKem().serverReply(mlKem().clientInit()).secret();
		WireReader reader = new WireReader(secret);
		assertThat(reader.readString()).hasSize(32);
		reader.expectEnd();
	}

	/**
	 * The draft: HASH(K_PQ || K_CL).
	 */
	@Test
	void theSecretIsTheHashOfBoth() throws Exception {
		X25519Agreement classical = new X25519Agreement(this.random);
		MlKem768 postQuantum = new MlKem768(this.random);
		byte[] init = Arrays.copyOf(postQuantum.generate(), PUBLIC_KEY + POINT);
		System.arraycopy(classical.publicKey(), 0, init, PUBLIC_KEY, POINT);
		ServerReply reply = mlKem().serverReply(init);
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		digest.update(postQuantum.decapsulate(Arrays.copyOf(reply.message(), CIPHERTEXT)));
		digest.update(classical.agree(reply.message(), CIPHERTEXT, POINT));
		assertThat(reply.secret()).isEqualTo(new WireWriter().writeString(digest.digest()).toByteArray());
	}

	/**
	 * The modulus check of FIPS 203 §7.2: coefficients are numbers of twelve bits, but
	 * less than q.
	 */
	@Test
	void keysThatAreNotReducedAreRefused() {
		for (int coefficient : new int[] { Q, Q + 1, 4095 }) {
			byte[] first = mlKem().clientInit();
			first[0] = (byte) coefficient;
			first[1] = (byte) ((first[1] & 0xf0) | (coefficient >>> 8));
			assertServerRefuses(first);
			byte[] last = mlKem().clientInit();
			int end = PUBLIC_KEY - POINT - 1;
			last[end] = (byte) (coefficient >>> 4);
			last[end - 1] = (byte) ((last[end - 1] & 0x0f) | (coefficient << 4));
			assertServerRefuses(last);
		}
	}

	@Test
	void theLargestCoefficientIsAccepted() throws DisconnectException {
		byte[] init = mlKem().clientInit();
		init[0] = (byte) (Q - 1);
		init[1] = (byte) ((init[1] & 0xf0) | ((Q - 1) >>> 8));
		assertThat(mlKem().serverReply(init).message()).hasSize(CIPHERTEXT + POINT);
	}

	@Test
	void messagesOfAnotherLengthAreRefused() {
		for (int length : new int[] { 0, POINT, PUBLIC_KEY, PUBLIC_KEY + POINT - 1, PUBLIC_KEY + POINT + 1 }) {
			assertServerRefuses(Arrays.copyOf(mlKem().clientInit(), length));
		}
		KeyAgreement client = mlKem();
		client.clientInit();
		for (int length : new int[] { 0, POINT, CIPHERTEXT, CIPHERTEXT + POINT - 1, CIPHERTEXT + POINT + 1 }) {
			assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> client.clientFinish(new byte[length]))
				.returns(Reason.KEY_EXCHANGE_FAILED.code(), DisconnectException::reasonCode);
		}
	}

	@Test
	void pointsOfSmallOrderAreRefused() throws DisconnectException {
		byte[] init = mlKem().clientInit();
		Arrays.fill(init, PUBLIC_KEY, PUBLIC_KEY + POINT, (byte) 0);
		assertServerRefuses(init);
		KeyAgreement client = mlKem();
		byte[] reply = mlKem().serverReply(client.clientInit()).message();
		Arrays.fill(reply, CIPHERTEXT, CIPHERTEXT + POINT, (byte) 0);
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> client.clientFinish(reply));
	}

	@Test
	void aCiphertextThatWasTamperedWithYieldsAnotherSecret() throws DisconnectException {
		KeyAgreement client = mlKem();
		ServerReply reply = mlKem().serverReply(client.clientInit());
		reply.message()[0] ^= 1;
		assertThat(client.clientFinish(reply.message())).isNotEqualTo(reply.secret());
	}

	private void assertServerRefuses(byte[] clientInit) {
		assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> mlKem().serverReply(clientInit))
			.returns(Reason.KEY_EXCHANGE_FAILED.code(), DisconnectException::reasonCode);
	}

	private KeyAgreement mlKem() {
		return new HybridAgreement("SHA-256", new MlKem768(this.random), this.random);
	}

}
