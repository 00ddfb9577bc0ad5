package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Keys, certificates and signatures of every type that are cut off or damaged: all that
 * may happen is an {@link SshException}.
 */
class MalformedKeysTests {

	private static final String PLAIN = "plain.pub";

	private static final int MUTATIONS = 5_000;

	private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

	/**
	 * What a length may claim (in the place of one of the bytes of a key).
	 */
	private static final long[] LENGTHS = { 0, 1, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL };

	@ParameterizedTest
	@ValueSource(strings = { PLAIN, "rsa.pub", "ecdsa256.pub", "ecdsa384.pub", "ecdsa521.pub", "sk-ed25519.pub",
			"sk-ecdsa.pub", "ed25519-user-cert.pub", "rsa-user-cert.pub", "ecdsa256-user-cert.pub",
			"ecdsa384-user-cert.pub", "ecdsa521-user-cert.pub", "sk-ed25519-user-cert.pub", "sk-ecdsa-user-cert.pub",
			"ed25519-host-cert.pub", "options-user-cert.pub", "by-rsa512-cert.pub", "by-ecdsa521-cert.pub" })
	void everyCutIsRefused(String file) {
		byte[] blob = KeyFiles.publicKey(file).blob();
		for (int length = 0; length < blob.length; length++) {
			byte[] cut = Arrays.copyOf(blob, length);
			assertThatExceptionOfType(SshException.class).isThrownBy(() -> SshPublicKey.read(cut));
		}
		byte[] longer = Arrays.copyOf(blob, blob.length + 1);
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> SshPublicKey.read(longer));
	}

	@ParameterizedTest
	@ValueSource(strings = { PLAIN, "rsa.pub", "ecdsa256.pub", "sk-ecdsa.pub", "options-user-cert.pub",
			"by-ecdsa521-cert.pub" })
	void everyWrongLengthIsHarmless(String file) {
		byte[] blob = KeyFiles.publicKey(file).blob();
		for (int offset = 0; offset + 4 <= blob.length; offset++) {
			for (long length : LENGTHS) {
				byte[] changed = blob.clone();
				for (int i = 0; i < 4; i++) {
					changed[offset + i] = (byte) (length >>> (24 - 8 * i));
				}
				read(changed);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { PLAIN, "rsa.pub", "ecdsa521.pub", "sk-ecdsa.pub", "options-user-cert.pub",
			"by-rsa512-cert.pub", "sk-ed25519-user-cert.pub" })
	void damagedKeysAreHarmless(String file) {
		Random random = new Random(17);
		SshPublicKey key = KeyFiles.publicKey(file);
		for (int i = 0; i < MUTATIONS; i++) {
			byte[] damaged = key.blob();
			for (int count = random.nextInt(3); count >= 0; count--) {
				damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
			}
			if (read(damaged) && key.certificate().isPresent()) {
				// The signature covers every bit
				assertThat(damaged).isEqualTo(key.blob());
			}
		}
	}

	@Test
	void everyDamagedSignatureIsRefused() throws SshException {
		Random random = new Random(18);
		for (String file : List.of("plain", "rsa", "ecdsa256", "ecdsa384", "ecdsa521")) {
			Signer signer = KeyFiles.signer(file);
			String algorithm = signer.algorithms().get(0);
			byte[] signature = signer.sign(algorithm, DATA);
			for (int length = 0; length < signature.length; length++) {
				assertThat(verify(signer.publicKey(), algorithm, Arrays.copyOf(signature, length))).isFalse();
			}
			assertThat(verify(signer.publicKey(), algorithm, Arrays.copyOf(signature, signature.length + 1))).isFalse();
			for (int i = 0; i < 500; i++) {
				byte[] damaged = signature.clone();
				damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
				assertThat(verify(signer.publicKey(), algorithm, damaged)).isFalse();
			}
		}
	}

	@Test
	void certificatesInsideOfCertificatesAreNotParsed() throws SshException {
		CertificateForge forge = new CertificateForge();
		byte[] inner = KeyFiles.publicKey("by-ecdsa521-cert.pub").blob();
		for (int depth = 0; depth < 12; depth++) {
			forge.signatureKey = inner;
			inner = forge.blob();
		}
		byte[] nested = inner;
		assertThat(new WireReader(nested).readText()).endsWith("-cert-v01@openssh.com");
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> SshPublicKey.read(nested))
			.withMessageContaining("not supported");
	}

	private static boolean read(byte[] blob) {
		try {
			SshPublicKey key = SshPublicKey.read(blob);
			assertThat(key.blob()).isEqualTo(blob);
			return true;
		}
		catch (SshException ex) {
			return false;
		}
	}

	private static boolean verify(SshPublicKey key, String algorithm, byte[] signature) {
		try {
			return key.verify(algorithm, DATA, signature);
		}
		catch (SshException ex) {
			return false;
		}
	}

}
