package io.sshconsole.ssh.kex;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MlKem768Tests {

	/**
	 * The answers are those of OpenSSL 4.0: the public key that it makes of the same
	 * seed, and the secrets that it finds in the ciphertexts. It encrypts again to check
	 * a ciphertext, so a secret is only right if every byte of it is.
	 */
	@Test
	void computesTheKnownAnswer() throws Exception {
		SecureRandom random = new NistRandom(HexFormat.of()
			.parseHex("061550234d158c5ec95595fe04ef7a25767f2e24cc2bc479d09d86dc9abcfde7"
					+ "056a8c266f9ef97ed08541dbd2e1ffa1"));
		MlKem768 client = new MlKem768(random);
		byte[] publicKey = client.generate();
		Kem.Encapsulation encapsulation = new MlKem768(random).encapsulate(publicKey);
		assertThat(sha256(publicKey)).isEqualTo("86adbca81f4fee893e2fb58fb98aa2fe188f501fed268d7f4056f8c05c4e53c4");
		assertThat(sha256(encapsulation.ciphertext()))
			.isEqualTo("36829a2f35cbf4deb62c0a12a15c22dae9f8d2c252566fc24f88abe805cb575e");
		assertThat(HexFormat.of().formatHex(encapsulation.secret()))
			.isEqualTo("e7184a0975ee3470878d2d159ec83129c8aec253d4ee17b4810311d198cd0368");
		assertThat(client.decapsulate(encapsulation.ciphertext())).isEqualTo(encapsulation.secret());
		byte[] altered = encapsulation.ciphertext().clone();
		altered[0] ^= 1;
		// Implicit rejection (FIPS 203 §6.3) has a known answer, too
		assertThat(HexFormat.of().formatHex(client.decapsulate(altered)))
			.isEqualTo("d8f24fa38430a171f93f27d46c52e0bc636d0a1fd5b9571951afbf1ad0b895a5");
	}

	private static String sha256(byte[] bytes) throws Exception {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
	}

}
