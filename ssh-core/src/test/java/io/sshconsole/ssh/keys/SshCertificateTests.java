package io.sshconsole.ssh.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.sshconsole.ssh.keys.SshCertificate.Type;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SshCertificateTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource({ "ed25519-user-cert.pub, plain.pub, ssh-ed25519-cert-v01@openssh.com",
			"ecdsa256-user-cert.pub, ecdsa256.pub, ecdsa-sha2-nistp256-cert-v01@openssh.com",
			"ecdsa384-user-cert.pub, ecdsa384.pub, ecdsa-sha2-nistp384-cert-v01@openssh.com",
			"ecdsa521-user-cert.pub, ecdsa521.pub, ecdsa-sha2-nistp521-cert-v01@openssh.com",
			"rsa-user-cert.pub, rsa.pub, ssh-rsa-cert-v01@openssh.com",
			"sk-ed25519-user-cert.pub, sk-ed25519.pub, sk-ssh-ed25519-cert-v01@openssh.com",
			"sk-ecdsa-user-cert.pub, sk-ecdsa.pub, sk-ecdsa-sha2-nistp256-cert-v01@openssh.com" })
	void readsRecordedCertificates(String file, String key, String type) {
		SshPublicKey read = KeyFiles.publicKey(file);
		assertThat(read.type()).isEqualTo(type);
		assertThat(read.plainKey()).isEqualTo(KeyFiles.publicKey(key)).isNotEqualTo(read);
		assertThat(read.fingerprint()).isEqualTo(read.plainKey().fingerprint());
		SshCertificate certificate = read.certificate().orElseThrow();
		assertThat(certificate.key()).isEqualTo(read.plainKey());
		assertThat(certificate.type()).isEqualTo(Type.USER);
		assertThat(certificate.keyId()).isEqualTo(file.replace("-user-cert.pub", " user"));
		assertThat(certificate.serial()).isEqualTo(42);
		assertThat(certificate.principals()).containsExactly("alice", "bob");
		assertThat(certificate.validAfter()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z").getEpochSecond());
		assertThat(certificate.validBefore()).isEqualTo(Instant.parse("2099-12-31T00:00:00Z").getEpochSecond());
		assertThat(certificate.criticalOptions()).isEmpty();
		assertThat(certificate.extensions().keySet()).containsExactly("permit-X11-forwarding",
				"permit-agent-forwarding", "permit-port-forwarding", "permit-pty", "permit-user-rc");
		assertThat(certificate.signatureKey()).isEqualTo(KeyFiles.publicKey("ca.pub"));
		assertThat(certificate.signatureAlgorithm()).isEqualTo("ssh-ed25519");
	}

	@ParameterizedTest
	@CsvSource({ "by-rsa512-cert.pub, rsa.pub, rsa-sha2-512",
			"by-ecdsa521-cert.pub, ecdsa521.pub, ecdsa-sha2-nistp521" })
	void knowsWhatTheAuthoritySignedWith(String file, String authority, String algorithm) {
		SshCertificate certificate = KeyFiles.publicKey(file).certificate().orElseThrow();
		assertThat(certificate.signatureKey()).isEqualTo(KeyFiles.publicKey(authority));
		assertThat(certificate.signatureAlgorithm()).isEqualTo(algorithm);
		assertThat(certificate.serial()).isZero();
		assertThat(certificate.isValidAt(Instant.now())).isTrue();
	}

	@Test
	void refusesASignatureOverSha1() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> SshPublicKey.fromAuthorizedKey(KeyFiles.text("by-sha1-cert.pub")))
			.withMessageContaining("signature");
	}

	@Test
	void readsHostCertificates() {
		SshCertificate certificate = KeyFiles.publicKey("ed25519-host-cert.pub").certificate().orElseThrow();
		assertThat(certificate.type()).isEqualTo(Type.HOST);
		assertThat(certificate.principals()).containsExactly("host.example.com");
		assertThat(certificate.validBefore()).isEqualTo(-1);
		assertThat(certificate.isValidAt(Instant.MAX)).isTrue();
		assertThat(certificate).hasToString("certificate \"a host\" (serial 7) of " + KeyFiles.publicKey("ca.pub"));
	}

	@Test
	void isValidWithinItsLimits() throws SshException {
		CertificateForge forge = new CertificateForge();
		forge.validAfter = 100;
		forge.validBefore = 200;
		SshCertificate certificate = forge.read().certificate().orElseThrow();
		assertThat(certificate.isValidAt(Instant.ofEpochSecond(99, 999_999_999))).isFalse();
		assertThat(certificate.isValidAt(Instant.ofEpochSecond(100))).isTrue();
		assertThat(certificate.isValidAt(Instant.ofEpochSecond(199, 999_999_999))).isTrue();
		assertThat(certificate.isValidAt(Instant.ofEpochSecond(200))).isFalse();
		assertThat(certificate.isValidAt(Instant.ofEpochSecond(-1))).isFalse();
	}

	@Test
	void itsKeySignsUnderTheCertificatesName() throws SshException {
		Signer signer = KeyFiles.signer("rsa").withCertificate(KeyFiles.publicKey("rsa-user-cert.pub"));
		assertThat(signer.algorithms()).containsExactly("rsa-sha2-512-cert-v01@openssh.com",
				"rsa-sha2-256-cert-v01@openssh.com");
		assertThat(signer.publicKey()).isEqualTo(KeyFiles.publicKey("rsa-user-cert.pub"));
		byte[] data = { 1 };
		for (String algorithm : signer.algorithms()) {
			byte[] signature = signer.sign(algorithm, data);
			assertThat(signer.publicKey().verify(algorithm, data, signature)).isTrue();
			assertThat(signer.publicKey().verify(algorithm.replace("-cert-v01@openssh.com", ""), data, signature))
				.isFalse();
			assertThat(signer.publicKey()
				.plainKey()
				.verify(algorithm.replace("-cert-v01@openssh.com", ""), data, signature)).isTrue();
			assertThat(signer.publicKey().plainKey().verify(algorithm, data, signature)).isFalse();
		}
		assertThatIllegalArgumentException().isThrownBy(() -> signer.sign("rsa-sha2-512", data));
	}

	@Test
	void signerTakesNoCertificateOfAnotherKey() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> KeyFiles.signer("ecdsa256").withCertificate(KeyFiles.publicKey("rsa-user-cert.pub")))
			.withMessageContaining("another key");
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> KeyFiles.signer("ecdsa256").withCertificate(KeyFiles.publicKey("ecdsa256.pub")))
			.withMessageContaining("not a certificate");
	}

	@Test
	void aSecurityKeyMayBeAnAuthorityWithoutTouch() throws SshException {
		SoftwareSecurityKey securityKey = SoftwareSecurityKey.ecdsa("ssh:");
		CertificateForge forge = new CertificateForge();
		forge.signatureKey = securityKey.publicKey().blob();
		forge.authority = new Signer() {

			@Override
			public SshPublicKey publicKey() {
				return securityKey.publicKey();
			}

			@Override
			public List<String> algorithms() {
				return List.of(securityKey.publicKey().type());
			}

			@Override
			public byte[] sign(String algorithm, byte[] data) throws SshException {
				return securityKey.sign(data, 0, 1);
			}

		};
		assertThat(forge.read().certificate().orElseThrow().signatureKey()).isEqualTo(securityKey.publicKey());
	}

	/**
	 * What is forged here for the tests is what {@code ssh-keygen} reads.
	 */
	@Test
	void sshKeygenReadsForgedCertificates() throws Exception {
		CertificateForge forge = new CertificateForge();
		forge.serial = -1;
		forge.criticalOptions = CertificateForge.options("force-command", "date", "source-address", "10.0.0.0/8");
		Path file = SshKeygen.store(this.directory, "forged", forge.read());
		assertThat(new SshKeygen().run("-L", "-f", file.toString())).contains("18446744073709551615")
			.contains("ada's laptop")
			.contains("force-command date")
			.contains("permit-user-rc")
			.contains(forge.authority.publicKey().fingerprint());
	}

	@ParameterizedTest
	@CsvSource({ "plain, plain", "rsa, rsa", "rsa, ecdsa256", "ecdsa256, rsa", "ecdsa384, plain", "ecdsa521, ecdsa384",
			"plain, ecdsa521" })
	void readsWhatSshKeygenSigns(String authority, String key) throws Exception {
		Path ca = SshKeygen.store(this.directory, "ca", KeyFiles.signer(authority));
		SshKeygen.store(this.directory, "user", KeyFiles.signer(key));
		new SshKeygen().run("-q", "-s", ca.toString(), "-I", "id", "-n", "a,b", "-V", "+1h", "-O", "clear", "-O",
				"permit-pty", "-O", "source-address=10.0.0.0/8", "-z", "9",
				this.directory.resolve("user.pub").toString());
		SshPublicKey read = SshPublicKey.fromAuthorizedKey(Files.readString(this.directory.resolve("user-cert.pub")));
		SshCertificate certificate = read.certificate().orElseThrow();
		assertThat(certificate.key()).isEqualTo(KeyFiles.signer(key).publicKey());
		assertThat(certificate.signatureKey()).isEqualTo(KeyFiles.signer(authority).publicKey());
		assertThat(certificate.principals()).containsExactly("a", "b");
		assertThat(certificate.isValidAt(Instant.now())).isTrue();
		assertThat(certificate.isValidAt(Instant.now().plusSeconds(4000))).isFalse();
		KeyPermissions permissions = CertificateOptions.permissions(certificate);
		assertThat(permissions.features()).containsExactly(KeyFeature.PTY);
		assertThat(permissions.sources()).hasToString("[[10.0.0.0/8]]");
	}

	@Test
	void refusesASignatureThatABrowserMade() throws SshException {
		SoftwareSecurityKey authority = SoftwareSecurityKey.ecdsa("ssh.example");
		assertThat(certifiedBy(authority, (data) -> authority.sign(data, 1, 7)).certificate()).isPresent();
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> certifiedBy(authority, (data) -> authority.signInBrowser(data, 1)));
	}

	private static SshPublicKey certifiedBy(SoftwareSecurityKey authority, Signing signing) throws SshException {
		CertificateForge forge = new CertificateForge();
		forge.signatureKey = authority.publicKey().blob();
		AtomicReference<byte[]> body = new AtomicReference<>();
		forge.afterSigning = (signed) -> {
			body.set(signed);
			return signed;
		};
		forge.blob();
		return SshPublicKey
			.read(new WireWriter().writeBytes(body.get()).writeString(signing.sign(body.get())).toByteArray());
	}

	private interface Signing {

		byte[] sign(byte[] data) throws SshException;

	}

}
