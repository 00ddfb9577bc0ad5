package io.sshconsole.ssh.keys;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PrivateKeyReaderTests {

	/**
	 * RFC 8410 §10.3, with attributes.
	 */
	private static final String PKCS8_WITH_PUBLIC_KEY = "MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9"
			+ "EdVhCoB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

	@Test
	void readsAPlainKeyOfSshKeygen() throws SshException {
		Signer signer = PrivateKeyReader.read(KeyFiles.text("plain"), null);
		assertThat(signer.publicKey()).isEqualTo(SshPublicKey.fromAuthorizedKey(KeyFiles.text("plain.pub")));
	}

	@Test
	void readsAnEncryptedKeyOfSshKeygen() throws SshException {
		Signer signer = PrivateKeyReader.read(KeyFiles.text("encrypted"), KeyFiles.PASSPHRASE);
		assertThat(signer.publicKey()).isEqualTo(SshPublicKey.fromAuthorizedKey(KeyFiles.text("encrypted.pub")));
	}

	@Test
	void ignoresThePassphraseOfAPlainKey() throws SshException {
		assertThat(PrivateKeyReader.read(KeyFiles.text("plain"), "needless").algorithms()).isNotEmpty();
	}

	@Test
	void saysThatThePassphraseIsWrong() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text("encrypted"), "wrong horse"))
			.withMessage("The passphrase of the private key is wrong");
	}

	@Test
	void saysThatAPassphraseIsNeeded() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text("encrypted"), null))
			.withMessageContaining("needs a passphrase");
	}

	@Test
	void saysWhichEncryptionIsNotSupported() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text("encrypted-gcm"), KeyFiles.PASSPHRASE))
			.withMessageContaining("aes256-gcm@openssh.com")
			.withMessageContaining("-Z aes256-ctr");
	}

	@Test
	void readsPkcs8OfOpenssl() throws SshException {
		Signer signer = PrivateKeyReader.read(KeyFiles.text("pkcs8.pem"), null);
		assertThat(Base64.getEncoder().encodeToString(Arrays.copyOfRange(signer.publicKey().blob(), 19, 51)))
			.isEqualTo("oUhV9PhgDkPhz9n2cla6WM9jWamtZUPVWrdHqB64XTI=");
	}

	@Test
	void readsPkcs8OfTheJavaRuntime() throws Exception {
		KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		Signer signer = PrivateKeyReader.read(pem(pair.getPrivate().getEncoded()), null);
		byte[] encoded = pair.getPublic().getEncoded();
		assertThat(Arrays.copyOfRange(signer.publicKey().blob(), 19, 51))
			.isEqualTo(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
	}

	@Test
	void readsPkcs8WithPublicKey() throws SshException {
		assertThat(PrivateKeyReader.read(pem(Base64.getDecoder().decode(PKCS8_WITH_PUBLIC_KEY)), null).algorithms())
			.isNotEmpty();
		byte[] forged = Base64.getDecoder().decode(PKCS8_WITH_PUBLIC_KEY);
		forged[forged.length - 1] ^= 1;
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(pem(forged), null))
			.withMessageContaining("belong together");
	}

	@Test
	void refusesMalformedPkcs8() {
		byte[] key = Base64.getDecoder().decode("MC4CAQAwBQYDK2VwBCIEIBPiSv3SgrbuSnb15TJHVuizTjxfgnssr5nKr7E3O3v1");
		for (int length = 0; length < key.length; length++) {
			byte[] cut = Arrays.copyOf(key, length);
			assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(pem(cut), null));
		}
		byte[] longer = Arrays.copyOf(key, key.length + 1);
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(pem(longer), null));
	}

	@Test
	void survivesDamagedFiles() throws SshException {
		Random random = new Random(9);
		byte[] pkcs8 = Base64.getDecoder().decode(PKCS8_WITH_PUBLIC_KEY);
		byte[] openSsh = Base64.getMimeDecoder().decode(KeyFiles.text("plain").replaceAll("-----.*-----", ""));
		for (int i = 0; i < 20_000; i++) {
			byte[] damaged = (random.nextBoolean() ? pkcs8 : openSsh).clone();
			String text = (damaged.length == pkcs8.length) ? pem(damage(damaged, random))
					: pem(damage(damaged, random)).replace("PRIVATE", "OPENSSH PRIVATE");
			try {
				PrivateKeyReader.read(text, null);
			}
			catch (SshException ex) {
				assertThat(ex).hasMessageNotContaining("Exception");
			}
		}
	}

	private static byte[] damage(byte[] file, Random random) {
		for (int count = random.nextInt(3); count >= 0; count--) {
			file[random.nextInt(random.nextBoolean() ? 16 : file.length)] = (byte) random.nextInt();
		}
		return (random.nextInt(4) == 0) ? Arrays.copyOf(file, random.nextInt(file.length + 20)) : file;
	}

	@ParameterizedTest
	@ValueSource(strings = { "rsa", "x25519.pem" })
	void refusesOtherTypesOfKeys(String file) {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(KeyFiles.text(file), null))
			.withMessageContaining("not supported");
	}

	@Test
	void refusesOtherFormats() {
		assertThatExceptionOfType(SshException.class)
			.isThrownBy(() -> PrivateKeyReader
				.read("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n", null))
			.withMessageContaining("EC PRIVATE KEY is not supported");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "secret", "-----BEGIN OPENSSH PRIVATE KEY", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n",
					"-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n",
					"-----BEGIN OPENSSH PRIVATE KEY-----\nse!ret\n-----END OPENSSH PRIVATE KEY-----\n" })
	void refusesWhatIsNoKeyWithoutQuotingIt(String text) {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(text, null))
			.withMessageNotContaining("se!ret")
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@Test
	void readsAKeyWithTextAroundItAndWindowsLineEnds() throws SshException {
		String text = "Bag Attributes: none\r\n" + KeyFiles.text("plain").replace("\n", "\r\n") + "behind\r\n";
		assertThat(PrivateKeyReader.read(text, null).publicKey())
			.isEqualTo(SshPublicKey.fromAuthorizedKey(KeyFiles.text("plain.pub")));
	}

	private static String pem(byte[] content) {
		return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(content)
				+ "\n-----END PRIVATE KEY-----\n";
	}

}
