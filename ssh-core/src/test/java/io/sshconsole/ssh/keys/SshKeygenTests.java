package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys and signatures that {@code ssh-keygen} made, and those that it has to accept.
 */
class SshKeygenTests {

	private static final byte[] MESSAGE = "recorded message".getBytes(StandardCharsets.UTF_8);

	private static final String WEBAUTHN = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com";

	private final SshKeygen sshKeygen = new SshKeygen();

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource({ "plain, plain.pub", "rsa, rsa.pub", "ecdsa256, ecdsa256.pub", "ecdsa384, ecdsa384.pub",
			"ecdsa521, ecdsa521.pub" })
	void readsRecordedKeys(String privateKey, String publicKey) {
		assertThat(KeyFiles.signer(privateKey).publicKey()).isEqualTo(KeyFiles.publicKey(publicKey));
	}

	@ParameterizedTest
	@CsvSource({ "plain.pub, SHA256:9TzPZIt27LhhYuAbjLPAam4xILO/IaUiaYj5tWV+8kw",
			"ecdsa256.pub, SHA256:WLd2++S4K12S04ff0VpTmfPP1urDBdmBR1cQxDf/5n8",
			"ecdsa384.pub, SHA256:KmZYnxXXVK0xuPeojJeXLGDhLw94tRIdE9Vf9/9/oeA",
			"ecdsa521.pub, SHA256:+EC4A8tTCEogmzjUL/icN/SEigWSaDwM3YtFUPHGUmo",
			"sk-ed25519.pub, SHA256:Gv6q9xGn9JyXtiz4lsj4HY8LRdKx9q9bAkk7hJ+9Cf8",
			"sk-ecdsa.pub, SHA256:40KumG12p+39FkeC6zOxsh3k9bjK0T2Dr2yzMmUFHa4",
			"rsa-user-cert.pub, SHA256:B8DVUpRK5alrGTdgpsEVH7SddOdrs7nz/BqQfPTtQMM" })
	void printsTheFingerprintsThatItPrints(String file, String fingerprint) {
		assertThat(KeyFiles.publicKey(file).fingerprint()).isEqualTo(fingerprint);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ed25519.sig", "rsa.sig", "ecdsa256.sig", "ecdsa384.sig", "ecdsa521.sig" })
	void verifiesRecordedSignatures(String file) throws SshException {
		SshSignature signature = SshSignature.parse(KeyFiles.text(file));
		assertThat(signature.verifies(MESSAGE)).isTrue();
		assertThat(signature.verifies(new byte[1])).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "plain, ssh-ed25519", "rsa, rsa-sha2-512", "rsa, rsa-sha2-256", "ecdsa256, ecdsa-sha2-nistp256",
			"ecdsa384, ecdsa-sha2-nistp384", "ecdsa521, ecdsa-sha2-nistp521" })
	void signsWhatItVerifies(String file, String algorithm) throws Exception {
		Signer signer = KeyFiles.signer(file);
		byte[] signature = signer.sign(algorithm, SshSignature.signed("sha256", MESSAGE));
		assertThat(check(new SshSignature(signer.publicKey(), "sha256", signature))).isZero();
		signature[signature.length - 1] ^= 1;
		assertThat(check(new SshSignature(signer.publicKey(), "sha256", signature))).isNotZero();
	}

	/**
	 * Our software key is only worth something if others take it for a security key, too.
	 */
	@Test
	void softwareSecurityKeySignsWhatItVerifies() throws Exception {
		for (SoftwareSecurityKey key : List.of(SoftwareSecurityKey.ed25519("ssh:"),
				SoftwareSecurityKey.ecdsa("ssh:"))) {
			byte[] signature = key.sign(SshSignature.signed("sha512", MESSAGE), 1, 99);
			assertThat(check(new SshSignature(key.publicKey(), "sha512", signature))).isZero();
			signature[signature.length - 1] ^= 1;
			assertThat(check(new SshSignature(key.publicKey(), "sha512", signature))).isNotZero();
		}
	}

	@Test
	void softwareSecurityKeySignsWhatItVerifiesFromABrowser() throws Exception {
		SoftwareSecurityKey key = SoftwareSecurityKey.ecdsa("ssh.example");
		byte[] data = SshSignature.signed("sha256", MESSAGE);
		String clientData = SoftwareSecurityKey.clientData(data, SoftwareSecurityKey.ORIGIN);
		for (byte[] signature : List.of(key.signInBrowser(data, 1),
				key.signInBrowser(0x81, SoftwareSecurityKey.ORIGIN, clientData, new byte[] { 1, 2 }))) {
			assertThat(check(new SshSignature(key.publicKey(), "sha256", signature))).isZero();
			assertThat(key.publicKey().verify(WEBAUTHN, data, signature)).isTrue();
		}
		byte[] wrong = key.signInBrowser(0x81, SoftwareSecurityKey.ORIGIN, clientData, new byte[0]);
		assertThat(check(new SshSignature(key.publicKey(), "sha256", wrong))).isNotZero();
	}

	private int check(SshSignature signature) throws Exception {
		Path file = Files.writeString(this.directory.resolve("signature"), signature.text());
		return this.sshKeygen
			.tryToRun(new String(MESSAGE, StandardCharsets.UTF_8), "-Y", "check-novalidate", "-n", "file", "-s",
					file.toString())
			.status();
	}

	@ParameterizedTest
	@CsvSource({ "rsa, 2048, ''", "rsa, 3072, secret", "ecdsa, 256, ''", "ecdsa, 384, secret", "ecdsa, 521, ''",
			"ecdsa, 521, pässwörd" })
	void readsKeysOfEveryTypeThatItGenerates(String type, String bits, String passphrase) throws Exception {
		for (String format : List.of("RFC4716", "PEM", "PKCS8")) {
			if (passphrase.isEmpty() || format.equals("RFC4716")
					|| (format.equals("PKCS8") && passphrase.equals("secret"))) {
				Path file = this.directory.resolve(format);
				this.sshKeygen.run("-q", "-t", type, "-b", bits, "-a", "2", "-m", format, "-N", passphrase, "-C", "me",
						"-f", file.toString());
				Signer signer = PrivateKeyReader.read(Files.readString(file), passphrase);
				assertThat(signer.publicKey().toAuthorizedKey("me"))
					.isEqualTo(Files.readString(this.directory.resolve(format + ".pub")).strip());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "rsa", "ecdsa256", "ecdsa384", "ecdsa521" })
	void readsWhatIsWrittenHere(String name) throws Exception {
		Signer signer = KeyFiles.signer(name);
		Path file = SshKeygen.store(this.directory, name, signer);
		assertThat(this.sshKeygen.run("-y", "-P", "", "-f", file.toString()).strip())
			.isEqualTo(signer.publicKey().toAuthorizedKey(name));
		Files.writeString(file, OpenSshPrivateKey.write(signer, "me", "secret"));
		assertThat(this.sshKeygen.run("-y", "-P", "secret", "-f", file.toString()).strip())
			.isEqualTo(signer.publicKey().toAuthorizedKey("me"));
		assertThat(PrivateKeyReader.read(Files.readString(file), "secret").publicKey()).isEqualTo(signer.publicKey());
	}

	@Test
	void agreesAboutFingerprints() throws Exception {
		Map<String, SshPublicKey> keys = Map.of("rsa", KeyFiles.publicKey("rsa.pub"), "ecdsa",
				KeyFiles.publicKey("ecdsa384.pub"), "sk", KeyFiles.publicKey("sk-ecdsa.pub"), "cert",
				KeyFiles.publicKey("ecdsa521-user-cert.pub"));
		for (Map.Entry<String, SshPublicKey> entry : keys.entrySet()) {
			Path file = SshKeygen.store(this.directory, entry.getKey(), entry.getValue());
			assertThat(this.sshKeygen.run("-l", "-f", file.toString())).contains(entry.getValue().fingerprint());
		}
	}

}
