package io.sshconsole.ssh.crypto;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CipherAlgorithmTests {

	@ParameterizedTest
	@EnumSource
	void isFoundByName(CipherAlgorithm algorithm) {
		assertThat(CipherAlgorithm.named(algorithm.algorithmName())).contains(algorithm);
	}

	@ParameterizedTest
	@EnumSource
	void macIsFoundByName(MacAlgorithm algorithm) {
		assertThat(MacAlgorithm.named(algorithm.algorithmName())).contains(algorithm);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "none", "aes128-cbc", "AES128-CTR", "hmac-sha2-256-etm@openssh.com" })
	void noOtherNameIsACipher(String name) {
		assertThat(CipherAlgorithm.named(name)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "none", "hmac-md5", "hmac-sha1-96", "aes128-ctr" })
	void noOtherNameIsAMac(String name) {
		assertThat(MacAlgorithm.named(name)).isEmpty();
	}

	@Test
	void aStreamNeedsAMac() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CipherAlgorithm.AES128_CTR.create(new byte[16], new byte[16], null, new byte[0]));
	}

	@Test
	void anAuthenticatedCipherTakesNoMac() {
		assertThatIllegalArgumentException().isThrownBy(() -> CipherAlgorithm.AES128_GCM.create(new byte[16],
				new byte[12], MacAlgorithm.HMAC_SHA2_256_ETM, new byte[32]));
	}

	@ParameterizedTest
	@EnumSource
	void keysMustHaveTheirLength(CipherAlgorithm algorithm) {
		MacAlgorithm mac = algorithm.isAuthenticated() ? null : MacAlgorithm.HMAC_SHA2_256_ETM;
		byte[] macKey = new byte[algorithm.isAuthenticated() ? 0 : 32];
		byte[] key = new byte[algorithm.keyLength()];
		byte[] iv = new byte[algorithm.ivLength()];
		assertThat(algorithm.create(key, iv, mac, macKey)).isNotNull();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> algorithm.create(new byte[key.length + 1], iv, mac, macKey));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> algorithm.create(key, new byte[iv.length + 1], mac, macKey));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> algorithm.create(key, iv, mac, new byte[macKey.length + 1]));
	}

}
