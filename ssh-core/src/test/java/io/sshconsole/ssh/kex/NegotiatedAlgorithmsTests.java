package io.sshconsole.ssh.kex;

import java.util.List;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.Compression;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.kex.NegotiatedAlgorithms.Protection;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.Role;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NegotiatedAlgorithmsTests {

	@Test
	void theClientsOrderDecides() throws DisconnectException {
		NegotiatedAlgorithms negotiated = negotiate(
				new Offers().kex("unknown", "curve25519-sha256", "mlkem768x25519-sha256")
					.ciphers("aes128-ctr", "aes256-ctr"),
				new Offers().kex("mlkem768x25519-sha256", "curve25519-sha256").ciphers("aes256-ctr", "aes128-ctr"));
		assertThat(negotiated.kex()).isEqualTo(KexAlgorithm.CURVE25519);
		assertThat(negotiated.hostKey()).isEqualTo("ssh-ed25519");
		assertThat(negotiated.client().cipher()).isEqualTo(CipherAlgorithm.AES128_CTR);
	}

	@Test
	void theDirectionsAreNegotiatedApart() throws DisconnectException {
		List<String> sha256 = List.of("hmac-sha2-256-etm@openssh.com");
		List<String> sha512 = List.of("hmac-sha2-512-etm@openssh.com");
		Offers offer = new Offers().ciphers(List.of("aes128-ctr"), List.of("aes256-ctr")).macs(sha512, sha256);
		NegotiatedAlgorithms negotiated = negotiate(offer, offer);
		assertThat(negotiated.sentBy(Role.CLIENT))
			.isEqualTo(new Protection(CipherAlgorithm.AES128_CTR, MacAlgorithm.HMAC_SHA2_512_ETM, Compression.NONE));
		assertThat(negotiated.sentBy(Role.SERVER))
			.isEqualTo(new Protection(CipherAlgorithm.AES256_CTR, MacAlgorithm.HMAC_SHA2_256_ETM, Compression.NONE));
	}

	@Test
	void anAuthenticatedCipherNeedsNoMac() throws DisconnectException {
		Offers client = new Offers().ciphers("aes256-gcm@openssh.com").macs(List.of(), List.of());
		NegotiatedAlgorithms negotiated = negotiate(client, new Offers().ciphers("aes256-gcm@openssh.com"));
		assertThat(negotiated.client()).isEqualTo(new Protection(CipherAlgorithm.AES256_GCM, null, Compression.NONE));
	}

	@Test
	void failuresNameTheKindAndBothLists() {
		assertNothingInCommon("key exchange method", new Offers().kex("a", "b"), new Offers().kex("c"))
			.withMessageContaining("[a, b]")
			.withMessageContaining("[c]");
		assertNothingInCommon("host key algorithm", new Offers().hostKeys("a"), new Offers());
		assertNothingInCommon("cipher", new Offers().ciphers("aes128-ctr"), new Offers());
		assertNothingInCommon("MAC", new Offers().macs(List.of(), List.of()), new Offers());
		assertNothingInCommon("compression", new Offers().compressions("zlib"), new Offers());
		assertNothingInCommon("cipher", new Offers().ciphers(List.of("aes256-ctr"), List.of("aes128-ctr")),
				new Offers());
	}

	@Test
	void markersAreNoMethods() {
		String[] markers = { "ext-info-c", "ext-info-s", "kex-strict-c-v00@openssh.com",
				"kex-strict-s-v00@openssh.com" };
		assertNothingInCommon("key exchange method", new Offers().kex(markers), new Offers().kex(markers));
	}

	@Test
	void emptyListsHaveNothingInCommon() {
		assertNothingInCommon("key exchange method", new Offers().kex(), new Offers().kex());
		assertNothingInCommon("key exchange method", new Offers().kex(""), new Offers().kex(""));
	}

	@ParameterizedTest
	@CsvSource({ "curve25519-sha256, ssh-ed25519, true", "mlkem768x25519-sha256, ssh-ed25519, false",
			"curve25519-sha256, rsa-sha2-512, false" })
	void aGuessIsRightIfBothFirstChoicesAgree(String firstKex, String firstHostKey, boolean right)
			throws DisconnectException {
		Offers client = new Offers().kex(firstKex, "curve25519-sha256").hostKeys(firstHostKey, "ssh-ed25519");
		Offers server = new Offers().kex("curve25519-sha256", "mlkem768x25519-sha256");
		assertThat(negotiate(client, server).guessIsRight()).isEqualTo(right);
	}

	private static ThrowableAssertAlternative<DisconnectException> assertNothingInCommon(String kind, Offers client,
			Offers server) {
		return assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> negotiate(client, server))
			.withMessageStartingWith("no common " + kind)
			.returns(Reason.KEY_EXCHANGE_FAILED.code(), DisconnectException::reasonCode);
	}

	private static NegotiatedAlgorithms negotiate(Offers client, Offers server) throws DisconnectException {
		return NegotiatedAlgorithms.negotiate(client.make(), server.make());
	}

}
