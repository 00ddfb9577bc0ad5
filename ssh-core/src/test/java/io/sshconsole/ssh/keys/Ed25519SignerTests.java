package io.sshconsole.ssh.keys;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class Ed25519SignerTests {

	private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

	/**
	 * RFC 8032 §7.1, tests 1 to 3.
	 */
	@ParameterizedTest
	@CsvSource({
			SEED + ", d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', "
					+ "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
					+ "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
			"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, "
					+ "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, "
					+ "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
					+ "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
			"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7, "
					+ "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82, "
					+ "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
					+ "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a" })
	void signsAsRfc8032(String seed, String publicKey, String message, String signature) throws SshException {
		Signer signer = Ed25519Signer.of(HexFormat.of().parseHex(seed));
		assertThat(signer.publicKey().blob()).isEqualTo(new WireWriter().writeText("ssh-ed25519")
			.writeString(HexFormat.of().parseHex(publicKey))
			.toByteArray());
		byte[] signed = signer.sign("ssh-ed25519", HexFormat.of().parseHex(message));
		assertThat(signed).isEqualTo(new WireWriter().writeText("ssh-ed25519")
			.writeString(HexFormat.of().parseHex(signature))
			.toByteArray());
		assertThat(signer.publicKey().verify("ssh-ed25519", HexFormat.of().parseHex(message), signed)).isTrue();
	}

	@Test
	void signsWithNoOtherAlgorithm() {
		Signer signer = Ed25519Signer.generate(new SecureRandom());
		assertThat(signer.algorithms()).containsExactly("ssh-ed25519");
		assertThatIllegalArgumentException().isThrownBy(() -> signer.sign("rsa-sha2-256", new byte[1]));
	}

	@Test
	void makesANewKeyEveryTime() {
		assertThat(HostKeys.generate().publicKey()).isNotEqualTo(HostKeys.generate().publicKey());
	}

	@Test
	void hidesThePrivateKey() throws SshException {
		byte[] seed = HexFormat.of().parseHex(SEED);
		Signer signer = Ed25519Signer.of(seed);
		assertThat(signer.toString()).isEqualTo("Signer[" + signer.publicKey() + "]");
		Arrays.fill(seed, (byte) 0);
		assertThat(signer.publicKey().verify("ssh-ed25519", seed, signer.sign("ssh-ed25519", seed))).isTrue();
	}

	@Test
	void refusesAPairWhoseHalvesDoNotBelongTogether() throws SshException {
		Ed25519Signer signer = Ed25519Signer.of(HexFormat.of().parseHex(SEED));
		WireWriter writer = new WireWriter();
		signer.writePrivate(writer);
		int typeLength = 4 + "ssh-ed25519".length();
		byte[] fields = Arrays.copyOfRange(writer.toByteArray(), typeLength, writer.size());
		assertThat(Ed25519Signer.read(new WireReader(fields)).publicKey()).isEqualTo(signer.publicKey());
		for (int changed : new int[] { 4, 35, 40, 71, 72, 103 }) {
			byte[] forged = fields.clone();
			forged[changed] ^= 1;
			assertThatExceptionOfType(SshException.class).isThrownBy(() -> Ed25519Signer.read(new WireReader(forged)))
				.withMessageContaining("belong together");
		}
	}

	@Test
	void refusesAPairOfAnotherLength() {
		for (int length : new int[] { 0, 31, 32, 63, 65 }) {
			byte[] fields = new WireWriter().writeString(new byte[32]).writeString(new byte[length]).toByteArray();
			assertThatExceptionOfType(SshException.class).isThrownBy(() -> Ed25519Signer.read(new WireReader(fields)));
		}
	}

}
